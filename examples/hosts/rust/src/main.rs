//! A morning at a dealership, from Rust: host RULES [DATABASE]; without a database, in memory.
mod relance;

use relance::*;
use std::{env, fs, mem::size_of, process::ExitCode, ptr};

const NEVER: i64 = i64::MAX;
const MINUTE: i64 = 60_000_000; // microseconds
const START: i64 = 1_772_442_000_000_000; // 2026-03-02 09:00 UTC, a Monday
const AT_ONCE: size_t = 100; // effects of a claim, lines of a list

/// An event: lead, name, key, and what it carries. Told again under its key, it counts once.
type Told<'a> = (&'a str, &'a str, &'a str, Option<(&'a str, &'a str)>);

/// `&mut self`: an engine is for one thread at a time.
struct Host<'a> {
    engine: Handle<relance_engine>,
    tenant: &'a str,
    now: i64, // the engine has no clock: this one is set by hand
}

impl Host<'_> {
    fn tell(&mut self, told: &[Told]) -> Result<(), String> {
        let attributes: Vec<_> = told.iter().map(|(.., with)| attribute(with)).collect();
        let events: Vec<_> = told.iter().zip(&attributes).map(event).collect();
        let (count, stride) = (events.len() as size_t, size_of::<relance_event>() as size_t);
        let (engine, tenant, now) = (self.engine.raw, given(self.tenant), self.now);
        let decisions = Rows::made(relance_rows_destroy, |made, error| unsafe {
            relance_submit(engine, tenant, events.as_ptr(), count, stride, now, made, error)
        })?;
        for (i, (lead, name, ..)) in (0..).zip(told) {
            let verdict = decisions.text(i, RELANCE_FIELD_VERDICT);
            let why = decisions.text(i, RELANCE_FIELD_MESSAGE);
            let colon = if why.is_empty() { "" } else { ": " };
            println!("{}  {lead}  told {name}: {verdict}{colon}{why}", show(now));
        }
        Ok(())
    }

    /// Here a host would send, ring or alert; this one only says that it did.
    fn act(&mut self) -> Result<(), String> {
        let (engine, tenant, now) = (self.engine.raw, given(self.tenant), self.now);
        let effects = Rows::made(relance_rows_destroy, |made, error| unsafe {
            relance_claim(engine, tenant, now, AT_ONCE, 0, made, error)
        })?;
        for i in 0..effects.len() {
            let [id, lead, verb, name] =
                [RELANCE_FIELD_ID, RELANCE_FIELD_LEAD, RELANCE_FIELD_VERB, RELANCE_FIELD_NAME]
                    .map(|field| effects.text(i, field));
            println!("{}  {lead}  do {verb} {name}", show(now));
            let token = effects.number(i, RELANCE_FIELD_TOKEN) as u32;
            checked(|error| unsafe { relance_ack(engine, tenant, given(&id), token, now, error) })?;
            if verb == "send" {
                self.tell(&[(&lead, "sent", &id, Some(("outcome", "delivered")))])?;
            }
        }
        Ok(())
    }

    fn let_pass(&mut self, minutes: i64) -> Result<(), String> {
        self.now += minutes * MINUTE;
        let (engine, tenant, now) = (self.engine.raw, given(self.tenant), self.now);
        let mut fired = 0;
        checked(|error| unsafe {
            relance_tick(engine, tenant, now, 0, &mut fired, ptr::null_mut(), error)
        })?;
        if fired > 0 {
            println!("{}  timers fired: {fired}", show(now));
        }
        Ok(())
    }

    fn print_work(&mut self) -> Result<(), String> {
        let (engine, tenant, now) = (self.engine.raw, given(self.tenant), self.now);
        let work = Rows::made(relance_rows_destroy, |made, error| unsafe {
            relance_worklist(engine, tenant, now, ptr::null(), AT_ONCE, made, error)
        })?;
        for i in 0..work.len() {
            let [lead, state, verb, name, because] = [
                RELANCE_FIELD_LEAD,
                RELANCE_FIELD_STATE,
                RELANCE_FIELD_VERB,
                RELANCE_FIELD_NAME,
                RELANCE_FIELD_BECAUSE,
            ]
            .map(|field| work.text(i, field));
            let not_before = show(work.number(i, RELANCE_FIELD_NOT_BEFORE));
            print!("{}  {lead}  {state}: {verb} {name} because of {because}, ", show(now));
            match work.number(i, RELANCE_FIELD_BY) {
                NEVER => println!("not before {not_before}"),
                by => println!("not before {not_before}, by {}", show(by)),
            }
        }
        Ok(())
    }
}

fn attribute(with: &Option<(&str, &str)>) -> relance_attribute {
    let (name, text) = with.unwrap_or_default();
    relance_attribute {
        struct_size: size_of::<relance_attribute>() as u32,
        name: given(name),
        text: given(text),
        ..Default::default()
    }
}

fn event(((lead, name, key, with), attribute): (&Told, &relance_attribute)) -> relance_event {
    relance_event {
        struct_size: size_of::<relance_event>() as u32,
        lead: given(lead),
        name: given(name),
        key: given(key),
        attributes: attribute,
        attribute_count: with.is_some() as size_t,
        attribute_stride: size_of::<relance_attribute>() as size_t,
        ..Default::default()
    }
}

/// An instant as "2026-03-02 09:00", UTC.
fn show(instant: i64) -> String {
    let (seconds, mut text) = (instant / 1_000_000, [0u8; 17]);
    let format = b"%Y-%m-%d %H:%M\0".as_ptr().cast();
    let size = unsafe {
        strftime(text.as_mut_ptr().cast(), text.len() as size_t, format, gmtime(&seconds))
    };
    String::from_utf8_lossy(&text[..size as usize]).into_owned()
}

/// Minutes that pass, then what happened meanwhile.
const MORNING: &[(i64, &[Told])] = &[
    (
        0,
        &[
            ("L-1", "received", "form-1", Some(("model", "Estuary"))),
            ("L-2", "received", "form-2", Some(("model", "Lagoon"))),
            ("L-3", "received", "form-3", Some(("model", "Estuary"))),
        ],
    ),
    (
        5,
        &[
            ("L-1", "attempted", "call-1", Some(("outcome", "conversation"))),
            ("L-2", "attempted", "call-2", Some(("outcome", "no_answer"))),
            ("L-3", "sold", "desk-1", None),
            ("L-3", "lost", "desk-2", Some(("reason", "duplicate"))),
        ],
    ),
    (
        15,
        &[
            ("L-1", "attempted", "call-3", Some(("outcome", "conversation"))),
            ("L-1", "booked", "desk-3", Some(("at", "2026-03-03T15:00:00+01:00"))),
        ],
    ),
];

fn run(rules: &str, database: &str) -> Result<(), String> {
    let text = fs::read_to_string(rules).map_err(|error| format!("{rules}: {error}"))?;
    let workflow = Handle::made(relance_workflow_destroy, |made, error| unsafe {
        relance_compile(given(&text), given(rules), ptr::null(), made, error)
    })?;
    let options = relance_open_options {
        struct_size: size_of::<relance_open_options>() as u32,
        path: given(database),
        ..Default::default()
    };
    let engine =
        Handle::made(relance_close, |made, error| unsafe { relance_open(&options, made, error) })?;
    let mut host = Host { engine, tenant: "harbour", now: START };
    checked(|error| unsafe {
        relance_deploy(host.engine.raw, given(host.tenant), workflow.raw, START, given(""), error)
    })?;
    let name = unsafe { relance_workflow_text(workflow.raw, RELANCE_FIELD_NAME as relance_field) };
    println!("{}  {} is in force", show(START), owned(name));
    for &(minutes, told) in MORNING.iter().chain(&[(10, &[] as &[Told]); 7]) {
        host.let_pass(minutes)?;
        host.tell(told)?;
        host.act()?;
    }
    host.print_work()
}

fn main() -> ExitCode {
    let mut words = env::args().skip(1);
    let rules = words.next().unwrap_or("rules.yaml".to_owned());
    match run(&rules, &words.next().unwrap_or_default()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{}", message.trim_end());
            ExitCode::FAILURE
        }
    }
}
