/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/dictionary.h"
#include "report/figures.h"
#include "report/findings_across.h"
#include "report/meanings.h"

#include <stdio.h>
#include <string.h>

/* The name of a file has no characters that matter in CSV, but may begin with a hyphen, which is to stay. */
static void put_row(plm_writer *w, const char *file, const char *const *texts, size_t count)
{
  plm_put(w, file);
  plm_put(w, ".csv");
  for (size_t i = 0; i < count; i++) {
    plm_put(w, ",");
    plm_put_csv_text(w, texts[i]);
  }
  plm_put(w, "\r\n");
}

void plm_begin_dictionary(plm_writer *w, bool several)
{
  static const char sentence[] = "a sentence of the answer", fact[] = "a fact that the findings rest on";
  static const char *const rows[][7] = {
      {"answer", sentence, "findings", "text", "which findings the sentence is of", "The answer", ""},
      {"answer", sentence, "number", "number", "place of the sentence, the most important first: 1, 2, ...",
       "The answer", ""},
      {"answer", sentence, "sentence", "text", "what was found", "The answer", ""},
      {"provenance", fact, "findings", "text", "which findings the fact is of", "Provenance", ""},
      {"provenance", fact, "name", "text",
       "which fact: the format, the version, the seed, the digest of a scenario, the source of a method, ...",
       "Provenance", ""},
      {"provenance", fact, "value", "text", "the fact, as text", "Provenance", ""},
  };
  plm_put(w, PLM_DICTIONARY_HEADER "\r\n");
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
    if (several || strcmp(rows[i][2], "findings") != 0)
      put_row(w, rows[i][0], rows[i], sizeof rows[i] / sizeof *rows[i]);
}

/* What one row of the file is: of a table with a variable, a row of it and a value of that. */
static void tell_file_row(const placement_findings *f, size_t number, const placement_table *table,
                          char text[PLM_MEANING_SIZE])
{
  plm_tell_row(f, number, text);
  if (table->across == NULL || text[0] == '\0')
    return;
  size_t length = strcspn(text, ":;");
  (void)snprintf(text + length, PLM_MEANING_SIZE - length, ", by %s", table->across);
}

void plm_put_dictionary(plm_writer *w, const placement_findings *f, size_t number, const char *file)
{
  placement_table table;
  placement_table_column column;
  char row_is[PLM_MEANING_SIZE], meaning[PLM_MEANING_SIZE], unit[PLM_UNIT_SIZE];
  if (placement_findings_table(f, number, &table, NULL) != PLACEMENT_OK)
    return;
  tell_file_row(f, number, &table, row_is);
  for (size_t c = 0; plm_tidy_column(f, number, c, &column); c++) {
    plm_unit_words(placement_findings_currency(f), column.unit, unit);
    plm_tell_meaning(f, number, column.name, meaning);
    const char *const texts[] = {table.name,
                                 row_is,
                                 column.name,
                                 column.unit == PLACEMENT_UNIT_TEXT     ? "text"
                                 : column.unit == PLACEMENT_UNIT_NUMBER ? "number"
                                 : column.unit == PLACEMENT_UNIT_OF_ROW ? "as column unit says"
                                                                        : unit,
                                 meaning,
                                 table.heading != NULL ? table.heading : "",
                                 table.note};
    put_row(w, file, texts, sizeof texts / sizeof *texts);
  }
}
