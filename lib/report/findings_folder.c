/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Findings as a folder of tidy CSV: a file a table, and what describes them all.
 */
#include "base/error.h"
#include "base/memory.h"
#include "base/write_folder.h"
#include "report/dictionary.h"
#include "report/earlier_tables.h"
#include "report/figures.h"
#include "report/findings.h"
#include "report/findings_across.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define NAME_SIZE 160
#define MOST_OF_NAME 100 /* bytes of the name of findings or of a table that are kept */

typedef struct file_name {
  char text[NAME_SIZE];
} file_name;

/* What is written, and the names of the files: one a table, in the order of the findings and their tables. */
typedef struct folder_job {
  const placement_findings *const *parts;
  const char *const *names;
  size_t count;
  size_t file_count;
  file_name *files;
  plm_folder *folder;
} folder_job;

/* A file on its way, with the reason why it failed. */
typedef struct csv_file {
  plm_writer writer;
  plm_output *output;
  placement_error err;
} csv_file;

static int write_piece(const char *text, size_t length, void *data)
{
  csv_file *file = data;
  return plm_output_write(file->output, text, length, &file->err) == PLACEMENT_OK ? 0 : -1;
}

static placement_status begin_file(folder_job *job, const char *name, csv_file *file, placement_error *err)
{
  *file = (csv_file){.writer = {.sink = write_piece}, .err = PLACEMENT_ERROR_INIT};
  file->writer.data = file;
  return plm_folder_add(job->folder, name, &file->output, err);
}

static placement_status end_file(csv_file *file, placement_error *err)
{
  placement_status status = plm_writer_finish(&file->writer, err);
  if (status != PLACEMENT_OK && err != NULL)
    *err = file->err;
  return status != PLACEMENT_OK ? file->err.code : status;
}

static void put_texts(plm_writer *w, const char *const *texts, size_t count)
{
  for (size_t i = 0; i < count; i++) {
    plm_put(w, i > 0 ? "," : "");
    plm_put_csv_text(w, texts[i]);
  }
  plm_put(w, "\r\n");
}

/* The name of findings; `number` receives their number where they have none. */
static const char *part_name(const folder_job *job, size_t part, char number[24])
{
  (void)snprintf(number, 24, "%zu", part + 1);
  return job->names != NULL ? job->names[part] : number;
}

/* Appends at most MOST_OF_NAME bytes of `text`, with a hyphen for what is not safe in the name of a file. */
static void append_safe(char name[NAME_SIZE], const char *text)
{
  size_t used = strlen(name), most = used + MOST_OF_NAME / 2;
  for (; *text != '\0' && used < most; text++) {
    unsigned char c = (unsigned char)*text;
    bool safe = c < 0x80 && (isalnum(c) || c == '_' || c == '-' || (c == '.' && used > 0));
    name[used++] = safe ? *text : '-';
  }
  name[used] = '\0';
}

/* Whether one of the first `count` files, or a file that every folder has, has the name, whatever the case. */
static bool is_taken(const folder_job *job, size_t count, const char *name)
{
  static const char *const others[] = {"answer", "provenance", "dictionary"};
  for (size_t i = 0; i < sizeof others / sizeof *others; i++)
    if (strcasecmp(name, others[i]) == 0)
      return true;
  for (size_t i = 0; i < count; i++)
    if (strcasecmp(name, job->files[i].text) == 0)
      return true;
  return false;
}

static void name_file(folder_job *job, size_t part, const char *table, size_t file)
{
  char number[24], stem[NAME_SIZE] = "", *name = job->files[file].text;
  if (job->count > 1 && strcmp(part_name(job, part, number), table) != 0) { /* not "overview-overview" */
    append_safe(stem, part_name(job, part, number));
    strcat(stem, "-");
  }
  append_safe(stem, table);
  (void)snprintf(name, NAME_SIZE, "%s", stem);
  for (size_t again = 2; is_taken(job, file, name); again++)
    (void)snprintf(name, NAME_SIZE, "%.*s-%zu", NAME_SIZE - 24, stem, again);
}

/* Names all files, without their ending. */
static placement_status name_files(folder_job *job, placement_error *err)
{
  size_t file = 0;
  for (size_t p = 0; p < job->count; p++)
    job->file_count += placement_findings_table_count(job->parts[p]);
  job->files = plm_new_array(job->file_count, sizeof *job->files);
  if (job->files == NULL)
    return plm_fail_memory(err);
  for (size_t p = 0; p < job->count; p++) {
    for (size_t t = 0; t < placement_findings_table_count(job->parts[p]); t++) {
      placement_table table;
      (void)placement_findings_table(job->parts[p], t, &table, NULL);
      name_file(job, p, table.name, file++);
    }
  }
  return PLACEMENT_OK;
}

static void put_table(plm_writer *w, const placement_findings *f, size_t number)
{
  placement_table table;
  placement_table_column column;
  char unit[PLM_UNIT_SIZE];
  (void)placement_findings_table(f, number, &table, NULL);
  bool units = plm_has_row_units(f, number);
  for (size_t c = 0; plm_tidy_column(f, number, c, &column); c++) {
    plm_put(w, c > 0 ? "," : "");
    plm_put_csv_text(w, column.name);
  }
  plm_put(w, "\r\n");
  if (table.across != NULL) {
    plm_put_across_rows(w, f, number, units);
    return;
  }
  for (size_t row = 0; row < table.row_count; row++) {
    int32_t of_row = PLACEMENT_UNIT_NUMBER;
    for (size_t c = 0; c < table.column_count; c++) {
      (void)placement_findings_column(f, number, c, &column, NULL);
      int32_t cell = placement_findings_unit(f, number, row, c);
      of_row = column.unit == PLACEMENT_UNIT_OF_ROW ? cell : of_row;
      plm_put(w, c > 0 ? "," : "");
      if (cell == PLACEMENT_UNIT_TEXT)
        plm_put_csv_text(w, placement_findings_text(f, number, row, c));
      else
        plm_put_figure(w, cell, placement_findings_number(f, number, row, c), "");
    }
    if (units) {
      plm_unit_words(placement_findings_currency(f), of_row, unit);
      plm_put(w, ",");
      plm_put_csv_text(w, unit);
    }
    plm_put(w, "\r\n");
  }
}

static placement_status write_tables(folder_job *job, placement_error *err)
{
  placement_status status = PLACEMENT_OK;
  size_t number = 0;
  for (size_t p = 0; p < job->count; p++) {
    for (size_t t = 0; t < placement_findings_table_count(job->parts[p]) && status == PLACEMENT_OK; t++) {
      csv_file file;
      char name[NAME_SIZE + 8];
      (void)snprintf(name, sizeof name, "%s.csv", job->files[number++].text);
      status = begin_file(job, name, &file, err);
      if (status != PLACEMENT_OK)
        return status;
      put_table(&file.writer, job->parts[p], t);
      status = end_file(&file, err);
    }
  }
  return status;
}

/* The first column says which of several findings a row is of. */
static placement_status write_answer(folder_job *job, placement_error *err)
{
  csv_file file;
  char number[24], place[24];
  placement_status status = begin_file(job, "answer.csv", &file, err);
  if (status != PLACEMENT_OK)
    return status;
  bool several = job->count > 1;
  put_texts(&file.writer, (const char *const[]){"findings", "number", "sentence"} + !several, 2 + (size_t)several);
  for (size_t p = 0; p < job->count; p++) {
    for (size_t i = 0; i < placement_findings_sentence_count(job->parts[p]); i++) {
      (void)snprintf(place, sizeof place, "%zu", i + 1);
      const char *const texts[] = {part_name(job, p, number), place, placement_findings_sentence(job->parts[p], i)};
      put_texts(&file.writer, texts + !several, 2 + (size_t)several);
    }
  }
  return end_file(&file, err);
}

static placement_status write_provenance(folder_job *job, placement_error *err)
{
  csv_file file;
  char number[24];
  placement_status status = begin_file(job, "provenance.csv", &file, err);
  if (status != PLACEMENT_OK)
    return status;
  bool several = job->count > 1;
  put_texts(&file.writer, (const char *const[]){"findings", "name", "value"} + !several, 2 + (size_t)several);
  for (size_t p = 0; p < job->count; p++) {
    const placement_findings *f = job->parts[p];
    size_t named = placement_findings_provenance_count(f), all = named + placement_findings_source_count(f) + 1;
    for (size_t i = 0; i < all; i++) {
      const char *name = i == 0 ? "format" : i <= named ? placement_findings_provenance_name(f, i - 1) : "source";
      const char *value = i == 0       ? placement_findings_format(f)
                          : i <= named ? placement_findings_provenance_value(f, i - 1)
                                       : placement_findings_source(f, i - named - 1);
      const char *const texts[] = {part_name(job, p, number), name, value};
      put_texts(&file.writer, texts + !several, 2 + (size_t)several);
    }
  }
  return end_file(&file, err);
}

static placement_status write_dictionary(folder_job *job, placement_error *err)
{
  csv_file file;
  size_t number = 0;
  placement_status status = begin_file(job, "dictionary.csv", &file, err);
  if (status != PLACEMENT_OK)
    return status;
  plm_begin_dictionary(&file.writer, job->count > 1);
  for (size_t p = 0; p < job->count; p++)
    for (size_t t = 0; t < placement_findings_table_count(job->parts[p]); t++)
      plm_put_dictionary(&file.writer, job->parts[p], t, job->files[number++].text);
  return end_file(&file, err);
}

/* A plm_is_written for the name of a file with its ending. */
static bool is_written(const void *context, const char *name)
{
  const folder_job *job = context;
  char stem[NAME_SIZE];
  size_t length = strlen(name) - strlen(".csv");
  if (length >= sizeof stem)
    return false;
  (void)snprintf(stem, sizeof stem, "%.*s", (int)length, name);
  return is_taken(job, job->file_count, stem);
}

placement_status placement_findings_write_folder(const placement_findings *const *findings, const char *const *names,
                                                 size_t count, const char *path, placement_error *err)
{
  folder_job job = {.parts = findings, .names = names, .count = count};
  plm_earlier_tables earlier = {0};
  placement_status status;
  bool missing = findings == NULL || path == NULL || count == 0;
  for (size_t i = 0; !missing && i < count; i++)
    missing = findings[i] == NULL || (names != NULL && names[i] == NULL);
  if (missing)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "findings, their names and path must not be NULL");
  status = name_files(&job, err);
  if (status == PLACEMENT_OK)
    status = plm_folder_new(path, &job.folder, err);
  if (status == PLACEMENT_OK)
    status = write_tables(&job, err);
  if (status == PLACEMENT_OK)
    status = write_answer(&job, err);
  if (status == PLACEMENT_OK)
    status = write_provenance(&job, err);
  if (status == PLACEMENT_OK)
    status = write_dictionary(&job, err);
  if (status == PLACEMENT_OK)
    status = plm_earlier_tables_read(&earlier, job.folder, err);
  if (status == PLACEMENT_OK)
    status = plm_folder_commit(job.folder, err);
  if (status == PLACEMENT_OK)
    status = plm_earlier_tables_remove(&earlier, job.folder, is_written, &job, err);
  plm_earlier_tables_clear(&earlier);
  plm_folder_free(job.folder);
  free(job.files);
  return status;
}
