/* How the C tests check: every failure is printed, none stops the run. */
#ifndef RELANCE_TESTS_CAPI_CHECK_H
#define RELANCE_TESTS_CAPI_CHECK_H

#include <relance/relance.h>

extern int checks;
extern int failures;

#define CHECK(condition) check((condition), #condition, __FILE__, __LINE__)
void check(int holds, const char* what, const char* file, int line);

/* The call went well; else its error is printed. Needs `relance_error *error` in sight. */
#define OK(call) check_ok((call), &error, #call, __FILE__, __LINE__)
void check_ok(relance_code code, relance_error** error, const char* what, const char* file,
              int line);

/* The call failed with this code, and with an error that says the same and has a message. */
#define FAILS(expected, call) check_fails((expected), (call), &error, #call, __FILE__, __LINE__)
void check_fails(relance_code expected, relance_code code, relance_error** error, const char* what,
                 const char* file, int line);

relance_str text(const char* words);
int says(relance_str got, const char* expected);
int is_utf8(relance_str got);
/* Whether a text has another in it. */
int tells(relance_str got, const char* part);
/* Takes away a file and what is made beside it; nothing where `path` is empty. */
void remove_database(const char* path);
/* An event about a lead, at the now of the call. */
relance_event told(const char* lead, const char* name, const char* key);

/* What no caller should do, and what older and newer callers may. */
void misuse(void);
/* Rules put in force, and leads moved to them. */
void deployments(void);
/* Whose work, and what became of promises. */
void work(void);
/* What is wrong about a call, told with function, parameter and what was expected. */
void messages(void);
/* Leads, decisions, the export and what is to be kept an eye on, a page at a time. */
void pages(void);
/* Leads, decisions, open steps and figures for programs that read Arrow. */
void tables(void);
/* And what may become of their streams. */
void streams(void);
/* Rules and leads in words and pictures. */
void words(void);
/* Files taken in. */
void intake(void);
/* What a child process may do; the database at `path` is there. */
void forked(const char* path);

#endif
