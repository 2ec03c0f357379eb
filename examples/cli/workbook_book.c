/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _XOPEN_SOURCE 700 /* strcasecmp, strdup */
#include "workbook_book.h"

#include "text.h"
#include "workbook_text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define FONT "Arial" /* with digits of equal width, in both programs */
#define MOST_HEADER 100
#define MOST_NAME 120
#define LINE_HEIGHT 14.0 /* points */
#define CHARTS_SCALE 62  /* per cent: two charts beside each other; Excel breaks pages where it is told only then */
#define INK 0x1F2A36
#define FAINT 0x55606B
#define SHADE 0xE8EEF4
#define LINK 0x0B5CAD

void book_note(book *b, lxw_error error)
{
  if (b->error == LXW_NO_ERROR)
    b->error = error;
}

static void set_style(lxw_format *format, int style)
{
  bool heading = (style & (LOOK_TITLE | LOOK_HEADING)) != 0;
  format_set_font_name(format, FONT);
  format_set_font_size(format, (style & LOOK_TITLE) != 0 ? 15 : heading ? 12 : 10);
  format_set_font_color(format, (style & LOOK_NOTE) != 0 ? FAINT : INK);
  if (heading || (style & (LOOK_BOLD | LOOK_SUM | LOOK_HEADER)) != 0)
    format_set_bold(format);
  if ((style & LOOK_SUM) != 0)
    format_set_top(format, LXW_BORDER_THIN);
  if ((style & LOOK_HEADER) != 0) {
    format_set_bg_color(format, SHADE);
    format_set_bottom(format, LXW_BORDER_THIN);
  }
  if ((style & (LOOK_WRAPPED | LOOK_HEADER)) != 0)
    format_set_text_wrap(format);
  if ((style & LOOK_LINK) != 0) {
    format_set_font_color(format, LINK);
    format_set_underline(format, LXW_UNDERLINE_SINGLE);
  }
  if ((style & LOOK_INDENTED) != 0)
    format_set_indent(format, 1);
  if ((style & LOOK_RIGHT) != 0)
    format_set_align(format, LXW_ALIGN_RIGHT);
  if ((style & LOOK_LEFT) != 0)
    format_set_align(format, LXW_ALIGN_LEFT);
  if ((style & LOOK_TOP) != 0)
    format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
}

lxw_format *book_format(book *b, const char *number, int style)
{
  for (size_t i = 0; i < b->look_count; i++)
    if (b->looks[i].style == style && strcmp(b->looks[i].number, number) == 0)
      return b->looks[i].format;
  if (b->look_count == BOOK_MOST_LOOKS) {
    book_note(b, LXW_ERROR_PARAMETER_VALIDATION);
    return NULL;
  }
  book_look *look = &b->looks[b->look_count];
  look->format = workbook_add_format(b->file);
  if (look->format == NULL) {
    book_note(b, LXW_ERROR_MEMORY_MALLOC_FAILED);
    return NULL;
  }
  b->look_count++;
  look->style = style;
  snprintf(look->number, sizeof look->number, "%s", number);
  set_style(look->format, style);
  if (number[0] != '\0')
    format_set_num_format(look->format, look->number);
  return look->format;
}

void book_prefix(const book *b, size_t part, char prefix[32])
{
  prefix[0] = '\0';
  if (b->of->titles != NULL && part > 0)
    snprintf(prefix, 32, "option_%zu_", part);
}

void book_text(book *b, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column, const char *text, lxw_format *format)
{
  char *clean = workbook_text(text, WORKBOOK_MOST_TEXT);
  if (clean == NULL)
    book_note(b, LXW_ERROR_MEMORY_MALLOC_FAILED);
  else if (clean[0] == '\0')
    book_note(b, worksheet_write_blank(sheet, row, column, format));
  else
    book_note(b, worksheet_write_string(sheet, row, column, clean, format));
  free(clean);
}

void book_number(book *b, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column, double number, lxw_format *format)
{
  if (isnan(number))
    book_note(b, worksheet_write_blank(sheet, row, column, format));
  else if (isinf(number))
    book_note(b, worksheet_write_string(sheet, row, column, number > 0 ? "no limit" : "-no limit", format));
  else
    book_note(b, worksheet_write_number(sheet, row, column, number, format));
}

void book_formula(book *b, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column, const char *formula,
                  lxw_format *format, double result)
{
  if (isfinite(result))
    book_note(b, worksheet_write_formula_num(sheet, row, column, formula, format, result));
  else
    book_number(b, sheet, row, column, result, format);
}

void book_paragraph(book *b, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t first, lxw_col_t last, double width,
                    const char *text, int style)
{
  char *clean = workbook_text(text, WORKBOOK_MOST_TEXT);
  lxw_format *format = book_format(b, "", style | LOOK_WRAPPED | LOOK_TOP);
  if (clean == NULL) {
    book_note(b, LXW_ERROR_MEMORY_MALLOC_FAILED);
    return;
  }
  /* Merged cells do not grow by themselves. */
  double size = (style & LOOK_TITLE) != 0 ? 1.5 : 1;
  double lines = ceil((double)text_width(clean, strlen(clean)) * size / (width * BOOK_NARROW));
  double height = LINE_HEIGHT * size * (lines < 1 ? 1 : lines) + 2;
  book_note(b, worksheet_set_row(sheet, row, height > 400 ? 400 : height, NULL));
  if (last > first)
    book_note(b, worksheet_merge_range(sheet, row, first, row, last, clean, format));
  else
    book_note(b, worksheet_write_string(sheet, row, first, clean, format));
  free(clean);
}

static bool is_named(const book *b, const char *name)
{
  for (size_t i = 0; i < b->name_count; i++)
    if (strcasecmp(b->names[i], name) == 0)
      return true;
  return false;
}

const char *book_name(book *b, const char *name, const book_sheet *sheet, lxw_row_t first_row, lxw_col_t first_column,
                      lxw_row_t last_row, lxw_col_t last_column)
{
  char slug[MOST_NAME + 1], unique[MOST_NAME + 32], range[LXW_MAX_CELL_RANGE_LENGTH], formula[128];
  workbook_slug(slug, sizeof slug, name);
  snprintf(unique, sizeof unique, "%s", slug);
  for (size_t i = 2; is_named(b, unique); i++)
    snprintf(unique, sizeof unique, "%s_%zu", slug, i);
  char **names = realloc(b->names, (b->name_count + 1) * sizeof *names);
  char *kept = strdup(unique);
  if (names != NULL)
    b->names = names;
  if (names == NULL || kept == NULL) {
    free(kept);
    book_note(b, LXW_ERROR_MEMORY_MALLOC_FAILED);
    return "";
  }
  b->names[b->name_count++] = kept;
  lxw_rowcol_to_range_abs(range, first_row, first_column, last_row, last_column);
  snprintf(formula, sizeof formula, "='%s'!%s", sheet->name, range);
  book_note(b, workbook_define_name(b->file, kept, formula));
  return kept;
}

lxw_worksheet *book_add_sheet(book *b, const char *name)
{
  lxw_worksheet *sheet = workbook_add_worksheet(b->file, name);
  char *title = workbook_header_text(b->of->title, MOST_HEADER);
  char header[4 * MOST_HEADER + 64];
  if (sheet == NULL || title == NULL) {
    book_note(b, LXW_ERROR_MEMORY_MALLOC_FAILED);
    free(title);
    return NULL;
  }
  snprintf(header, sizeof header, "&L&\"%s,Regular\"&8 %s&R&\"%s,Regular\"&8 &A", FONT, title, FONT);
  free(title);
  worksheet_set_landscape(sheet);
  worksheet_set_paper(sheet, 9); /* A4 */
  if (strcmp(name, "Charts") == 0)
    worksheet_set_print_scale(sheet, CHARTS_SCALE);
  else
    worksheet_fit_to_pages(sheet, 1, 0);
  worksheet_set_margins(sheet, 0.5, 0.5, 0.75, 0.6);
  worksheet_gridlines(sheet, LXW_HIDE_ALL_GRIDLINES);
  book_note(b, worksheet_set_header(sheet, header));
  book_note(b, worksheet_set_footer(sheet, "&L&8libplacement&R&8Page &P of &N"));
  return sheet;
}
