package main

// relance.h for Go: errors, rows with a Close, and text that C may read.

/*
#cgo LDFLAGS: -lrelance
#include <relance/relance.h>
#include <stdlib.h>
*/
import "C"

import (
	"errors"
	"strings"
	"unsafe"
)

// Rows are answers, by row and field; relance.h says which rows have which.
type Rows struct{ handle *C.relance_rows }

func (r Rows) Count() int { return int(C.relance_rows_count(r.handle)) }
func (r Rows) Close()     { C.relance_rows_destroy(r.handle) }

func (r Rows) Text(row int, field C.relance_field) string {
	return goText(C.relance_rows_text(r.handle, C.size_t(row), field))
}

func (r Rows) Number(row int, field C.relance_field) int64 {
	return int64(C.relance_rows_number(r.handle, C.size_t(row), field))
}

// check turns what a call said into an error: its message, or all that is wrong with the rules.
func check(code C.relance_code, fault **C.relance_error) error {
	if code == C.RELANCE_OK {
		return nil
	}
	defer C.relance_error_destroy(*fault)
	message := ""
	for found, i := (Rows{C.relance_error_diagnostics(*fault)}), 0; i < found.Count(); i++ {
		message += found.Text(i, C.RELANCE_FIELD_TEXT)
	}
	if message == "" {
		message = goText(C.relance_error_message(*fault))
	}
	return errors.New(strings.TrimSpace(message))
}

func goText(text C.relance_str) string { return C.GoStringN(text.data, C.int(text.size)) }

// memory is what C may read until it is freed.
type memory []unsafe.Pointer

func (m *memory) calloc(count int, size C.size_t) unsafe.Pointer {
	*m = append(*m, C.calloc(C.size_t(count), size))
	return (*m)[len(*m)-1]
}

func (m *memory) text(words string) C.relance_str {
	*m = append(*m, unsafe.Pointer(C.CString(words)))
	return C.relance_str{data: (*C.char)((*m)[len(*m)-1]), size: C.size_t(len(words))}
}

func (m *memory) free() {
	for _, data := range *m {
		C.free(data)
	}
}
