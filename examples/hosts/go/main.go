// A morning at a dealership, from Go: host RULES [DATABASE]; without a database, in memory.
package main

// #include <relance/relance.h>
import "C"

import (
	"fmt"
	"os"
	"time"
	"unsafe"
)

const atOnce = 100 // effects of a claim, lines of a list

// Event is something that happened to a lead. Told again under its key, it counts once.
type Event struct{ Lead, Name, Key, Attribute, Value string }

// Host tells one engine what happens, and does what it asks for. For one goroutine at a time.
type Host struct {
	engine *C.relance_engine
	tenant C.relance_str
	clock  time.Time // the engine has none: this one is set by hand
}

func (h *Host) now() C.int64_t { return C.int64_t(h.clock.UnixMicro()) }

func (h *Host) say(format string, words ...any) {
	fmt.Printf("%s  "+format+"\n", append([]any{show(h.clock)}, words...)...)
}

func show(instant time.Time) string { return instant.UTC().Format("2006-01-02 15:04") }

func (h *Host) tell(events []Event) error {
	var m memory
	defer m.free()
	first := (*C.relance_event)(m.calloc(len(events), C.sizeof_relance_event))
	told := unsafe.Slice(first, len(events))
	for i, event := range events {
		carried := (*C.relance_attribute)(m.calloc(1, C.sizeof_relance_attribute))
		carried.struct_size = C.sizeof_relance_attribute
		carried.name, carried.text = m.text(event.Attribute), m.text(event.Value)
		told[i].struct_size = C.sizeof_relance_event
		told[i].lead, told[i].name = m.text(event.Lead), m.text(event.Name)
		told[i].key, told[i].attributes = m.text(event.Key), carried
		told[i].attribute_stride = C.sizeof_relance_attribute
		if event.Attribute != "" {
			told[i].attribute_count = 1
		}
	}
	var decisions Rows
	var fault *C.relance_error
	code := C.relance_submit(h.engine, h.tenant, first, C.size_t(len(events)),
		C.sizeof_relance_event, h.now(), &decisions.handle, &fault)
	defer decisions.Close()
	for i := 0; i < decisions.Count(); i++ {
		why := decisions.Text(i, C.RELANCE_FIELD_MESSAGE)
		if why != "" {
			why = ": " + why
		}
		verdict := decisions.Text(i, C.RELANCE_FIELD_VERDICT)
		h.say("%s  told %s: %s%s", events[i].Lead, events[i].Name, verdict, why)
	}
	return check(code, &fault)
}

// act is where a host would send, ring or alert; this one only says that it did.
func (h *Host) act() error {
	var effects Rows
	var fault *C.relance_error
	code := C.relance_claim(h.engine, h.tenant, h.now(), atOnce, 0, &effects.handle, &fault)
	defer effects.Close()
	err := check(code, &fault)
	for i := 0; err == nil && i < effects.Count(); i++ {
		err = h.actOn(effects, i)
	}
	return err
}

func (h *Host) actOn(effects Rows, i int) error {
	var m memory
	defer m.free()
	id, lead := effects.Text(i, C.RELANCE_FIELD_ID), effects.Text(i, C.RELANCE_FIELD_LEAD)
	verb := effects.Text(i, C.RELANCE_FIELD_VERB)
	h.say("%s  do %s %s", lead, verb, effects.Text(i, C.RELANCE_FIELD_NAME))
	token := C.uint32_t(effects.Number(i, C.RELANCE_FIELD_TOKEN))
	var fault *C.relance_error
	err := check(C.relance_ack(h.engine, h.tenant, m.text(id), token, h.now(), &fault), &fault)
	if err == nil && verb == "send" {
		err = h.tell([]Event{{lead, "sent", id, "outcome", "delivered"}})
	}
	return err
}

func (h *Host) letPass(length time.Duration) error {
	h.clock = h.clock.Add(length)
	var fired C.size_t
	var fault *C.relance_error
	code := C.relance_tick(h.engine, h.tenant, h.now(), 0, &fired, nil, &fault)
	if fired > 0 {
		h.say("timers fired: %d", fired)
	}
	return check(code, &fault)
}

func (h *Host) printWork() error {
	var work Rows
	var fault *C.relance_error
	code := C.relance_worklist(h.engine, h.tenant, h.now(), nil, atOnce, &work.handle, &fault)
	defer work.Close()
	for i := 0; i < work.Count(); i++ {
		text := func(field C.relance_field) string { return work.Text(i, field) }
		instant := func(field C.relance_field) string {
			return show(time.UnixMicro(work.Number(i, field)))
		}
		limit := ""
		if work.Number(i, C.RELANCE_FIELD_BY) != C.RELANCE_NEVER {
			limit = ", by " + instant(C.RELANCE_FIELD_BY)
		}
		h.say("%s  %s: %s %s because of %s, not before %s%s", text(C.RELANCE_FIELD_LEAD),
			text(C.RELANCE_FIELD_STATE), text(C.RELANCE_FIELD_VERB), text(C.RELANCE_FIELD_NAME),
			text(C.RELANCE_FIELD_BECAUSE), instant(C.RELANCE_FIELD_NOT_BEFORE), limit)
	}
	return check(code, &fault)
}

// morning is what happens: after each wait some events, told together.
var morning = []struct {
	wait   time.Duration
	events []Event
}{
	{0, []Event{
		{"L-1", "received", "form-1", "model", "Estuary"},
		{"L-2", "received", "form-2", "model", "Lagoon"},
		{"L-3", "received", "form-3", "model", "Estuary"}}},
	{5 * time.Minute, []Event{
		{"L-1", "attempted", "call-1", "outcome", "conversation"},
		{"L-2", "attempted", "call-2", "outcome", "no_answer"},
		{"L-3", "sold", "desk-1", "", ""},
		{"L-3", "lost", "desk-2", "reason", "duplicate"}}},
	{15 * time.Minute, []Event{
		{"L-1", "attempted", "call-3", "outcome", "conversation"},
		{"L-1", "booked", "desk-3", "at", "2026-03-03T15:00:00+01:00"}}},
	{10 * time.Minute, nil}, {10 * time.Minute, nil}, {10 * time.Minute, nil}, {10 * time.Minute, nil},
	{10 * time.Minute, nil}, {10 * time.Minute, nil}, {10 * time.Minute, nil},
}

func run(rules, database string) error {
	text, err := os.ReadFile(rules)
	if err != nil {
		return err
	}
	var m memory
	defer m.free()
	h := &Host{tenant: m.text("harbour"), clock: time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)}
	var workflow *C.relance_workflow
	var fault *C.relance_error
	code := C.relance_compile(m.text(string(text)), m.text(rules), nil, &workflow, &fault)
	defer func() { C.relance_workflow_destroy(workflow) }()
	options := C.relance_open_options{struct_size: C.sizeof_relance_open_options}
	options.path = m.text(database)
	if code == C.RELANCE_OK {
		code = C.relance_open(&options, &h.engine, &fault)
	}
	defer func() { C.relance_close(h.engine) }()
	if code == C.RELANCE_OK {
		code = C.relance_deploy(h.engine, h.tenant, workflow, h.now(), C.relance_str{}, &fault)
	}
	if code != C.RELANCE_OK {
		return check(code, &fault)
	}
	h.say("%s is in force", goText(C.relance_workflow_text(workflow, C.RELANCE_FIELD_NAME)))
	for _, round := range morning {
		err := h.letPass(round.wait)
		if err == nil {
			err = h.tell(round.events)
		}
		if err == nil {
			err = h.act()
		}
		if err != nil {
			return err
		}
	}
	return h.printWork()
}

func main() {
	words := append(os.Args[1:], "", "")
	if err := run(words[0], words[1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
