/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/json_text.h"
#include "base/error.h"
#include "base/memory.h"
#include "scenario/utf8.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define NUMBER_CHARACTERS 63 /* what cJSON can hold */

typedef struct scanner {
  const char *text;
  size_t length;
  size_t at;
  int32_t line;
  size_t line_start;
  size_t continuations; /* bytes of this line that do not begin a character */
  int32_t depth;
  plm_json_value *values;
  size_t count, capacity;
  placement_error *err;
  placement_status status;
} scanner;

static bool scan_value(scanner *s, plm_place key, uint32_t parent, uint32_t position);

static plm_place here(const scanner *s)
{
  plm_place place = {s->line, (int32_t)(s->at - s->line_start - s->continuations) + 1};
  return place;
}

static bool refuse(scanner *s, placement_status code, plm_place place, const char *message)
{
  s->status = plm_fail(s->err, code, "%s", message);
  if (s->err != NULL) {
    s->err->line = place.line;
    s->err->column = place.column;
  }
  return false;
}

static bool refuse_here(scanner *s, const char *message)
{
  return refuse(s, PLACEMENT_ERROR_SYNTAX, here(s), message);
}

/* The byte at the scanner, or -1 at the end. */
static int peek(const scanner *s)
{
  return s->at < s->length ? (unsigned char)s->text[s->at] : -1;
}

static bool at_digit(const scanner *s)
{
  return peek(s) >= '0' && peek(s) <= '9';
}

static bool at_word(const scanner *s, const char *word)
{
  size_t length = strlen(word);
  return s->length - s->at >= length && memcmp(s->text + s->at, word, length) == 0;
}

static void skip_space(scanner *s)
{
  for (;; s->at++) {
    int byte = peek(s);
    if (byte == '\n') {
      s->line++;
      s->line_start = s->at + 1;
      s->continuations = 0;
    } else if (byte != ' ' && byte != '\t' && byte != '\r') {
      return;
    }
  }
}

/* Refuses what stands at the scanner instead of `expected`, with a better message for the usual mistakes. */
static bool refuse_instead(scanner *s, const char *expected)
{
  int byte = peek(s);
  char message[160] = "the file ends too early: ";
  if (byte == '/' || byte == '#')
    return refuse_here(s, "JSON has no comments; write a \"notes\" key, or one that begins with \"x-\"");
  if (byte == '\'')
    return refuse_here(s, "keys and texts stand in double quotes (\"), not in single ones");
  if (at_word(s, "\xE2\x80\x9C") || at_word(s, "\xE2\x80\x9D"))
    return refuse_here(s, "keys and texts stand in straight double quotes (\"), not in curly ones");
  if (byte >= 0 && plm_utf8_sequence(s->text + s->at, s->length - s->at) == 0)
    return refuse_here(s, "the file is not valid UTF-8; save it as UTF-8");
  if (byte >= 0)
    message[0] = '\0';
  plm_copy_text(message + strlen(message), sizeof message - strlen(message), expected);
  return refuse_here(s, message);
}

static int hex_value(int byte)
{
  if (byte >= '0' && byte <= '9')
    return byte - '0';
  if (byte >= 'a' && byte <= 'f')
    return byte - 'a' + 10;
  return byte >= 'A' && byte <= 'F' ? byte - 'A' + 10 : -1;
}

/* The code unit of the escape \uXXXX at the scanner, or -1. */
static int32_t unicode_escape(const scanner *s)
{
  int32_t unit = 0;
  if (!at_word(s, "\\u") || s->length - s->at < 6)
    return -1;
  for (size_t i = 2; i < 6; i++) {
    int value = hex_value((unsigned char)s->text[s->at + i]);
    if (value < 0)
      return -1;
    unit = unit * 16 + value;
  }
  return unit;
}

static bool scan_unicode_escape(scanner *s)
{
  int32_t unit = unicode_escape(s);
  plm_place place = here(s);
  if (unit < 0)
    return refuse_here(s, "\\u must be followed by four hexadecimal digits");
  if (unit == 0)
    return refuse_here(s, "\\u0000 is not allowed in a text");
  s->at += 6;
  if (unit >= 0xD800 && unit <= 0xDFFF) {
    int32_t second = unicode_escape(s);
    if (unit > 0xDBFF || second < 0xDC00 || second > 0xDFFF)
      return refuse(s, PLACEMENT_ERROR_SYNTAX, place, "half of a surrogate pair: write both, or the character itself");
    s->at += 6;
  }
  return true;
}

static bool scan_escape(scanner *s)
{
  int byte = s->at + 1 < s->length ? s->text[s->at + 1] : 0;
  if (byte == 'u')
    return scan_unicode_escape(s);
  if (byte == 0 || strchr("\"\\/bfnrt", byte) == NULL)
    return refuse_here(s, "unknown escape: allowed are \\\" \\\\ \\/ \\b \\f \\n \\r \\t and \\uXXXX (write a "
                          "backslash as \\\\)");
  s->at += 2;
  return true;
}

static bool scan_string(scanner *s)
{
  plm_place start = here(s);
  s->at++;
  for (;;) {
    int byte = peek(s);
    size_t size;
    if (byte < 0)
      return refuse(s, PLACEMENT_ERROR_SYNTAX, start, "the file ends before the closing '\"' of what begins here");
    if (byte == '"') {
      s->at++;
      return true;
    }
    if (byte == '\\') {
      if (!scan_escape(s))
        return false;
      continue;
    }
    if (byte == '\n' || byte == '\r')
      return refuse(s, PLACEMENT_ERROR_SYNTAX, start,
                    "the closing '\"' is missing on this line (write a line break as \\n)");
    if (byte < 0x20)
      return refuse_here(s, "control characters are not allowed in a text (write a tab as \\t)");
    size = plm_utf8_sequence(s->text + s->at, s->length - s->at);
    if (size == 0)
      return refuse_here(s, "the file is not valid UTF-8; save it as UTF-8");
    s->at += size;
    s->continuations += size - 1;
  }
}

static void skip_digits(scanner *s)
{
  while (at_digit(s))
    s->at++;
}

static bool scan_number(scanner *s)
{
  plm_place start = here(s);
  size_t first = s->at;
  if (peek(s) == '-')
    s->at++;
  if (!at_digit(s))
    return refuse_instead(s, "expected a digit after '-'");
  if (peek(s) == '0') {
    s->at++;
    if (at_digit(s))
      return refuse(s, PLACEMENT_ERROR_SYNTAX, start, "a number must not begin with 0 (write 7, not 07)");
  }
  skip_digits(s);
  if (peek(s) == '.') {
    s->at++;
    if (!at_digit(s))
      return refuse_instead(s, "expected a digit after the decimal point");
    skip_digits(s);
  }
  if (peek(s) == 'e' || peek(s) == 'E') {
    s->at++;
    if (peek(s) == '+' || peek(s) == '-')
      s->at++;
    if (!at_digit(s))
      return refuse_instead(s, "expected a digit in the exponent");
    skip_digits(s);
  }
  if (s->at - first > NUMBER_CHARACTERS)
    return refuse(s, PLACEMENT_ERROR_SYNTAX, start, "a number may have at most 63 characters");
  return true;
}

/* What is written by mistake for a value, and the words about it. */
static bool refuse_value(scanner *s)
{
  static const char *const mistakes[][2] = {
      {"NaN", "NaN is not a JSON number"},
      {"nan", "nan is not a JSON number"},
      {"Infinity", "Infinity is not a JSON number"},
      {"inf", "inf is not a JSON number"},
      {"True", "True is not JSON; did you mean true?"},
      {"False", "False is not JSON; did you mean false?"},
      {"None", "None is not JSON; did you mean null?"},
      {"+", "a number must not begin with '+'"},
      {".", "a number must have a digit before the decimal point (write 0.5, not .5)"},
      {",", "expected a value before ','"},
      {"\xC2\xA3", "expected a number without a pound sign"},
  };
  for (size_t i = 0; i < sizeof mistakes / sizeof *mistakes; i++) {
    if (at_word(s, mistakes[i][0]))
      return refuse_here(s, mistakes[i][1]);
  }
  return refuse_instead(s,
                        "expected a value: a text in double quotes, a number, true, false, null, a list or an object");
}

static bool scan_word(scanner *s, const char *word)
{
  if (!at_word(s, word))
    return refuse_value(s);
  s->at += strlen(word);
  return true;
}

/* Goes on behind a value to the next entry of the list or object that ends with `end`; *last at its end. */
static bool scan_separator(scanner *s, char end, bool *last)
{
  plm_place comma;
  skip_space(s);
  *last = peek(s) == end;
  if (*last) {
    s->at++;
    return true;
  }
  comma = here(s);
  if (peek(s) != ',')
    return refuse_instead(s,
                          end == '}' ? "expected ',' or '}' after the value" : "expected ',' or ']' after the value");
  s->at++;
  skip_space(s);
  if (peek(s) == end)
    return refuse(s, PLACEMENT_ERROR_SYNTAX, comma, "there must be no comma behind the last entry");
  return true;
}

static bool scan_key(scanner *s)
{
  if (at_digit(s))
    return refuse_here(s, "expected a key in double quotes (numbers have no thousands separators)");
  if (peek(s) != '"')
    return refuse_instead(s, "expected a key in double quotes");
  if (!scan_string(s))
    return false;
  skip_space(s);
  if (peek(s) != ':')
    return refuse_instead(s, "expected ':' after the key");
  s->at++;
  skip_space(s);
  return true;
}

static bool scan_object(scanner *s, uint32_t self)
{
  bool last;
  s->at++;
  skip_space(s);
  last = peek(s) == '}';
  if (last)
    s->at++;
  for (uint32_t position = 0; !last; position++) {
    plm_place key = here(s);
    if (!scan_key(s) || !scan_value(s, key, self, position) || !scan_separator(s, '}', &last))
      return false;
    s->values[self].entries = position + 1;
  }
  return true;
}

static bool scan_list(scanner *s, uint32_t self)
{
  plm_place none = {0, 0};
  bool last;
  s->at++;
  skip_space(s);
  last = peek(s) == ']';
  if (last)
    s->at++;
  for (uint32_t position = 0; !last; position++) {
    if (!scan_value(s, none, self, position) || !scan_separator(s, ']', &last))
      return false;
    s->values[self].entries = position + 1;
  }
  return true;
}

static bool scan_contents(scanner *s, uint32_t self)
{
  int byte = peek(s);
  bool sound;
  if (byte == '"')
    return scan_string(s);
  if (byte == '-' || at_digit(s))
    return scan_number(s);
  if (byte != '{' && byte != '[')
    return scan_word(s, byte == 't' ? "true" : byte == 'f' ? "false" : "null");
  if (s->depth == PLACEMENT_LIMIT_NESTING)
    return refuse(s, PLACEMENT_ERROR_LIMIT, here(s),
                  "lists and objects are nested too deeply: at most " PLM_TEXT(PLACEMENT_LIMIT_NESTING) " levels");
  s->depth++;
  sound = byte == '{' ? scan_object(s, self) : scan_list(s, self);
  s->depth--;
  return sound;
}

/* Recursion is bounded by PLACEMENT_LIMIT_NESTING. */
static bool scan_value(scanner *s, plm_place key, uint32_t parent, uint32_t position)
{
  uint32_t self = (uint32_t)s->count;
  plm_json_value *value;
  if (s->count == PLACEMENT_LIMIT_VALUES)
    return refuse(s, PLACEMENT_ERROR_LIMIT, here(s),
                  "there are too many values: at most " PLM_TEXT(PLACEMENT_LIMIT_VALUES));
  if (plm_grow_array((void **)&s->values, &s->capacity, s->count + 1, sizeof *s->values) != 0) {
    s->status = plm_fail_memory(s->err);
    return false;
  }
  value = &s->values[s->count++];
  memset(value, 0, sizeof *value);
  value->offset = (uint32_t)s->at;
  value->place = here(s);
  value->key = key;
  value->parent = parent;
  value->position = position;
  if (!scan_contents(s, self))
    return false;
  s->values[self].end = (uint32_t)s->at;
  s->values[self].next = (uint32_t)s->count;
  return true;
}

static bool scan_text(scanner *s)
{
  plm_place none = {0, 0};
  if (at_word(s, "\xEF\xBB\xBF"))
    return refuse_here(s, "the file begins with a byte order mark; save it as UTF-8 without one");
  if (at_word(s, "\xFF\xFE") || at_word(s, "\xFE\xFF"))
    return refuse_here(s, "the file is in UTF-16; save it as UTF-8");
  skip_space(s);
  if (peek(s) < 0)
    return refuse_here(s, "the file is empty");
  if (!scan_value(s, none, 0, 0))
    return false;
  skip_space(s);
  return s->at == s->length || refuse_instead(s, "nothing may follow the end of the scenario");
}

placement_status plm_json_check(const char *text, size_t length, plm_json_value **values, size_t *count,
                                placement_error *err)
{
  scanner s = {.text = text, .length = length, .line = 1, .err = err};
  if (!scan_text(&s)) {
    free(s.values);
    return s.status;
  }
  *values = s.values;
  *count = s.count;
  return PLACEMENT_OK;
}
