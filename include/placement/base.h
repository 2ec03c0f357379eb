/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Status codes, errors, lists of problems and the version of the library.
 *
 * Conventions that hold for every header of libplacement
 * - Handles are opaque; each has a `_free` that accepts NULL.
 * - A function that can fail returns a placement_status, writes its results only on PLACEMENT_OK, and describes a
 *   failure in the placement_error that the caller owns and may pass as NULL.
 * - The library keeps no global state, never prints, never ends the process, and leaves GSL's error handler, the locale
 *   and signal dispositions alone.
 * - A handle that is only read (scenario, plan, summary, basis) may be shared between threads. A handle that is
 *   written (problems, workspace) belongs to one thread at a time.
 */
#ifndef PLACEMENT_BASE_H
#define PLACEMENT_BASE_H

#include <stddef.h>
#include <stdint.h>

#define PLACEMENT_VERSION_MAJOR 0
#define PLACEMENT_VERSION_MINOR 1
#define PLACEMENT_VERSION_PATCH 0

#if defined(_WIN32) && defined(PLACEMENT_SHARED)
#ifdef PLACEMENT_BUILDING
#define PLACEMENT_API __declspec(dllexport)
#else
#define PLACEMENT_API __declspec(dllimport)
#endif
#elif defined(__GNUC__)
#define PLACEMENT_API __attribute__((visibility("default")))
#else
#define PLACEMENT_API
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* What a function returns: PLACEMENT_OK or one of the codes below. A fixed-width integer, so that the size of a status
 * never depends on the compiler. Codes are only ever added. */
typedef int32_t placement_status;

enum {
  PLACEMENT_OK = 0,
  PLACEMENT_ERROR_ARGUMENT = 1,    /* an argument is out of its documented range: a mistake in the calling program */
  PLACEMENT_ERROR_MEMORY = 2,      /* memory could not be allocated */
  PLACEMENT_ERROR_IO = 3,          /* a file could not be opened, read, written or renamed */
  PLACEMENT_ERROR_SYNTAX = 4,      /* the text is not JSON in UTF-8 */
  PLACEMENT_ERROR_SCENARIO = 5,    /* the scenario breaks a rule of the format */
  PLACEMENT_ERROR_UNSUPPORTED = 6, /* the scenario uses a part of the format that this version does not have */
  PLACEMENT_ERROR_LIMIT = 7,       /* a stated limit is exceeded */
  PLACEMENT_ERROR_CANCELLED = 8,   /* cancelled before there was anything to show for it */
  PLACEMENT_ERROR_NUMERIC = 9      /* a numerical method did not converge */
};

/* One error, filled in by the function that returns a status other than PLACEMENT_OK. The caller owns it. Text is
 * UTF-8, always terminated and cut at a character boundary if it does not fit. `line` and `column` count from 1
 * (columns in characters), and are 0 when the error has no position; `pointer` is the JSON Pointer (RFC 6901) of the
 * value concerned, empty for the whole document. */
typedef struct placement_error {
  placement_status code;
  int32_t line;
  int32_t column;
  char file[256];
  char pointer[256];
  char message[512];
} placement_error;

#define PLACEMENT_ERROR_INIT                                                                                           \
  {                                                                                                                    \
    PLACEMENT_OK, 0, 0, {0}, {0},                                                                                      \
    {                                                                                                                  \
      0                                                                                                                \
    }                                                                                                                  \
  }

/* An ordered list of problems found in a scenario. */
typedef struct placement_problems placement_problems;

/* Creates an empty list. PLACEMENT_ERROR_MEMORY if there is no memory. */
PLACEMENT_API placement_status placement_problems_new(placement_problems **problems, placement_error *err);
PLACEMENT_API void placement_problems_free(placement_problems *problems);

/* The number of problems in the list; 0 for NULL. */
PLACEMENT_API size_t placement_problems_count(const placement_problems *problems);

/* The problem at `index` (from 0, in the order of the document), owned by the list and valid until the list is changed
 * or freed; NULL if there is none. */
PLACEMENT_API const placement_error *placement_problems_at(const placement_problems *problems, size_t index);

/* The version of the library that is linked, such as "0.1.0". Static storage. */
PLACEMENT_API const char *placement_version(void);

/* A short English phrase for a status, such as "out of memory"; never NULL. Static storage. */
PLACEMENT_API const char *placement_status_text(placement_status status);

#ifdef __cplusplus
}
#endif

#endif
