/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Findings as JSON and as CSV, whatever analysis they come from.
 */
#include "base/error.h"
#include "report/figures.h"
#include "report/findings.h"
#include "report/json_members.h"

static const char header[] = "table,row,label,column,unit,value\r\n";

static bool is_text(int32_t unit)
{
  return unit == PLACEMENT_UNIT_TEXT;
}

static void put_list(plm_writer *w, const char *name, const placement_findings *f, size_t count,
                     const char *(*text)(const placement_findings *, size_t))
{
  bool first = true;
  plm_put(w, ",\n  ");
  plm_put_key(w, name);
  plm_put(w, "[");
  for (size_t i = 0; i < count; i++) {
    plm_put_next(w, &first, "\n    ");
    plm_put_json_string(w, text(f, i));
  }
  plm_put(w, count > 0 ? "\n  ]" : "]");
}

static void put_provenance(plm_writer *w, const placement_findings *f)
{
  bool first = true;
  plm_put(w, ",\n  \"provenance\": {");
  for (size_t i = 0; i < placement_findings_provenance_count(f); i++) {
    const char *name = placement_findings_provenance_name(f, i), *value = placement_findings_provenance_value(f, i);
    if (!plm_findings_provenance_is_whole(f, i)) {
      plm_put_string_member(w, &first, "\n    ", name, value);
      continue;
    }
    plm_put_next(w, &first, "\n    ");
    plm_put_key(w, name);
    plm_put(w, value);
  }
  plm_put(w, "\n  }");
}

static void put_object(plm_writer *w, const placement_findings *f, size_t table, size_t columns, size_t row)
{
  bool first = true;
  plm_put(w, "{");
  for (size_t c = 0; c < columns; c++) {
    placement_table_column column;
    const char *line = c == 0 ? "" : " ";
    (void)placement_findings_column(f, table, c, &column, NULL);
    if (is_text(column.unit))
      plm_put_string_member(w, &first, line, column.name, placement_findings_text(f, table, row, c));
    else
      plm_put_figure_member(w, &first, line, column.name, placement_findings_unit(f, table, row, c),
                            placement_findings_number(f, table, row, c));
  }
  plm_put(w, "}");
}

static void put_table(plm_writer *w, const placement_findings *f, size_t table, bool *first)
{
  placement_table t;
  bool first_row = true;
  (void)placement_findings_table(f, table, &t, NULL);
  plm_put_next(w, first, "\n    ");
  plm_put_key(w, t.name);
  plm_put(w, "[");
  for (size_t row = 0; row < t.row_count; row++) {
    plm_put_next(w, &first_row, "\n      ");
    put_object(w, f, table, t.column_count, row);
  }
  plm_put(w, t.row_count > 0 ? "\n    ]" : "]");
}

static void write_json(plm_writer *w, const placement_findings *f)
{
  bool first = true;
  plm_put(w, "{\n  \"format\": ");
  plm_put_json_string(w, placement_findings_format(f));
  put_provenance(w, f);
  put_list(w, "answer", f, placement_findings_sentence_count(f), placement_findings_sentence);
  put_list(w, "sources", f, placement_findings_source_count(f), placement_findings_source);
  plm_put(w, ",\n  \"tables\": {");
  for (size_t table = 0; table < placement_findings_table_count(f); table++)
    put_table(w, f, table, &first);
  plm_put(w, "\n  }\n}\n");
}

/* A cell a row: nothing is lost, whatever tables there are. */
static void write_csv(plm_writer *w, const placement_findings *f)
{
  plm_put(w, header);
  for (size_t table = 0; table < placement_findings_table_count(f); table++) {
    placement_table t;
    (void)placement_findings_table(f, table, &t, NULL);
    for (size_t i = 0; i < t.row_count * t.column_count; i++) {
      size_t row = i / t.column_count, c = i % t.column_count;
      int32_t unit = placement_findings_unit(f, table, row, c);
      placement_table_column column;
      char words[PLM_UNIT_SIZE];
      (void)placement_findings_column(f, table, c, &column, NULL);
      plm_put(w, t.name);
      plm_put(w, ",");
      plm_put_whole(w, row + 1);
      plm_put(w, ",");
      plm_put_csv_text(w, placement_findings_text(f, table, row, 0));
      plm_put(w, ",");
      plm_put(w, column.name);
      plm_put(w, ",");
      plm_unit_words(placement_findings_currency(f), unit, words);
      plm_put_csv_text(w, words);
      plm_put(w, ",");
      if (is_text(column.unit))
        plm_put_csv_text(w, placement_findings_text(f, table, row, c));
      else
        plm_put_figure(w, unit, placement_findings_number(f, table, row, c), "");
      plm_put(w, "\r\n");
    }
  }
}

placement_status placement_findings_write(const placement_findings *f, int32_t format, placement_sink sink, void *data,
                                          placement_error *err)
{
  plm_writer writer = {.sink = sink, .data = data};
  if (f == NULL || sink == NULL)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "findings and sink must not be NULL");
  if (format != PLACEMENT_FORMAT_JSON && format != PLACEMENT_FORMAT_CSV)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "there is no format %d of findings", (int)format);
  if (format == PLACEMENT_FORMAT_JSON)
    write_json(&writer, f);
  else
    write_csv(&writer, f);
  return plm_writer_finish(&writer, err);
}

static placement_status write_any(const void *what, int32_t format, placement_sink sink, void *data,
                                  placement_error *err)
{
  return placement_findings_write(what, format, sink, data, err);
}

placement_status placement_findings_write_file(const placement_findings *f, int32_t format, const char *path,
                                               placement_error *err)
{
  /* Before an existing file is touched. */
  if (f == NULL || (format != PLACEMENT_FORMAT_JSON && format != PLACEMENT_FORMAT_CSV))
    return placement_findings_write(f, format, NULL, NULL, err);
  return placement_file_write(path, write_any, f, format, err);
}
