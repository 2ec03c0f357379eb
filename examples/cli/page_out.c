/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "page_out.h"

#include "text.h"

#include <stdio.h>
#include <string.h>

static void put_bytes(page_out *out, const char *text, size_t length)
{
  if (!out->failed && length > 0)
    out->failed = out->sink(text, length, out->data) != 0;
}

void page_put(page_out *out, const char *markup)
{
  put_bytes(out, markup, strlen(markup));
}

void page_put_whole(page_out *out, size_t number)
{
  char text[24];
  (void)snprintf(text, sizeof text, "%zu", number);
  page_put(out, text);
}

/* What stands for a character in HTML; NULL: itself. */
static const char *escape_of(uint32_t code)
{
  switch (code) {
  case '&':
    return "&amp;";
  case '<':
    return "&lt;";
  case '>':
    return "&gt;";
  case '"':
    return "&quot;";
  case '\'':
    return "&#39;";
  default:
    return text_is_control(code) ? "\xEF\xBF\xBD" : NULL;
  }
}

void page_put_text(page_out *out, const char *text)
{
  size_t length = strlen(text), from = 0;
  for (size_t i = 0; i < length;) {
    uint32_t code;
    size_t bytes = text_decode(text + i, length - i, &code);
    const char *escape = escape_of(code);
    if (escape != NULL) {
      put_bytes(out, text + from, i - from);
      page_put(out, escape);
      from = i + bytes;
    }
    i += bytes;
  }
  put_bytes(out, text + from, length - from);
}

void page_put_asset(page_out *out, const asset *file)
{
  for (size_t i = 0; i < file->piece_count; i++)
    page_put(out, file->pieces[i]);
}

void page_put_digest(page_out *out, const asset *file)
{
  static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  char text[45] = "";
  size_t length = 0;
  for (size_t i = 0; i < sizeof file->sha256; i += 3) {
    uint32_t sum = 0;
    for (size_t k = 0; k < 3; k++)
      sum = sum << 8 | (i + k < sizeof file->sha256 ? file->sha256[i + k] : 0U);
    for (int shift = 18; shift >= 0; shift -= 6)
      text[length++] = digits[sum >> shift & 63];
  }
  text[43] = '='; /* 32 bytes are one short of a multiple of three */
  page_put(out, "'sha256-");
  page_put(out, text);
  page_put(out, "'");
}

/* A string of JSON is the only place of these characters, and may have them escaped. */
static int put_json(const char *text, size_t length, void *data)
{
  page_out *out = data;
  size_t from = 0;
  for (size_t i = 0; i < length; i++) {
    if (text[i] != '<' && text[i] != '>' && text[i] != '&')
      continue;
    put_bytes(out, text + from, i - from);
    page_put(out, text[i] == '<' ? "\\u003c" : text[i] == '>' ? "\\u003e" : "\\u0026");
    from = i + 1;
  }
  put_bytes(out, text + from, length - from);
  return out->failed ? -1 : 0;
}

placement_status page_put_findings(page_out *out, const placement_findings *findings, placement_error *err)
{
  return placement_findings_write(findings, PLACEMENT_FORMAT_JSON, put_json, out, err);
}
