/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Findings: what an analysis found, as sentences and tables, whatever the analysis. Every analysis gives its own, and
 * one pair of functions writes them all.
 */
#ifndef PLACEMENT_FINDINGS_H
#define PLACEMENT_FINDINGS_H

#include <placement/base.h>
#include <placement/file.h>
#include <placement/plan.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Immutable once made; refers to nothing else, so that what it was made from may be freed. Its functions may be called
 * by several threads at once. Texts are UTF-8, owned by the findings. */
typedef struct placement_findings placement_findings;

PLACEMENT_API void placement_findings_free(placement_findings *findings);

/* The name and version of the format, such as "placement-budget/1". */
PLACEMENT_API const char *placement_findings_format(const placement_findings *findings);

/* The currency of all money, such as "GBP". */
PLACEMENT_API const char *placement_findings_currency(const placement_findings *findings);

/* The answer in English sentences, the most important first; NULL when `index` is out of range. */
PLACEMENT_API size_t placement_findings_sentence_count(const placement_findings *findings);
PLACEMENT_API const char *placement_findings_sentence(const placement_findings *findings, size_t index);

/* Where the methods come from, one a line; NULL when `index` is out of range. */
PLACEMENT_API size_t placement_findings_source_count(const placement_findings *findings);
PLACEMENT_API const char *placement_findings_source(const placement_findings *findings, size_t index);

/* What the findings rest on, such as the seed and the digests of scenarios: names and values as text; NULL when `index`
 * is out of range. */
PLACEMENT_API size_t placement_findings_provenance_count(const placement_findings *findings);
PLACEMENT_API const char *placement_findings_provenance_name(const placement_findings *findings, size_t index);
PLACEMENT_API const char *placement_findings_provenance_value(const placement_findings *findings, size_t index);

/* What a column holds, beside the units of metrics (PLACEMENT_UNIT_*). Codes are only ever added. */
enum {
  PLACEMENT_UNIT_TEXT = -1,
  PLACEMENT_UNIT_NUMBER = -2,     /* without a unit, or in one of the scenario's own */
  PLACEMENT_UNIT_OF_ROW = -3,     /* that of the row, which is another in each */
  PLACEMENT_UNIT_PROBABILITY = -4 /* between 0 and 1 */
};

typedef struct placement_table {
  const char *name;    /* for programs, such as "years" */
  const char *heading; /* for people; NULL: only programs ask for it */
  const char *note;    /* how to read it, in sentences; may be "" */
  size_t column_count;
  size_t row_count;
  size_t group_count;  /* so many of the first columns with a heading are headings over the rows that follow each other
                          with the same texts there; 0 in most tables */
  int32_t detail;      /* 1: too long for a screen, such as months or the bins of a histogram; reports have it */
  const char *across;  /* what its columns of figures are values of, such as "year"; NULL in most tables, in which each
                          column is a variable of its own. NAME_se, NAME_low and NAME_high belong to NAME */
  const char *summary; /* what its figures show, in a sentence, which can stand for a chart of it; may be "" */
  const char *row_is;  /* what one row is, such as "a home, over the whole horizon" */
  size_t answer_row;   /* the row that the answer tells of; row_count where it tells of none */
} placement_table;

typedef struct placement_table_column {
  const char *name;    /* for programs, such as "contingency" */
  const char *heading; /* for people; NULL: only programs ask for it, such as the ends of intervals, or
                          all columns of a table */
  int32_t unit;        /* PLACEMENT_UNIT_* */
  int32_t adds_up; /* 1: in rows that are sums of others (placement_findings_addend), its figure is the sum of theirs */
  int32_t total;   /* 1: its figure is the sum of those of the columns before it that add up */
  const char *meaning; /* what it is, such as "contingency: the budget less the mean" */
} placement_table_column;

/* Tables, and their columns; PLACEMENT_ERROR_ARGUMENT when an index is out of range. */
PLACEMENT_API size_t placement_findings_table_count(const placement_findings *findings);
PLACEMENT_API placement_status placement_findings_table(const placement_findings *findings, size_t table,
                                                        placement_table *description, placement_error *err);
PLACEMENT_API placement_status placement_findings_column(const placement_findings *findings, size_t table,
                                                         size_t column, placement_table_column *description,
                                                         placement_error *err);

/* The unit of a cell, never PLACEMENT_UNIT_OF_ROW; PLACEMENT_UNIT_NUMBER when an index is out of range. */
PLACEMENT_API int32_t placement_findings_unit(const placement_findings *findings, size_t table, size_t row,
                                              size_t column);

/* A cell: text ("" in columns of figures), or a figure in its unit (NAN where it is not defined, in columns of text and
 * when an index is out of range). */
PLACEMENT_API const char *placement_findings_text(const placement_findings *findings, size_t table, size_t row,
                                                  size_t column);
PLACEMENT_API double placement_findings_number(const placement_findings *findings, size_t table, size_t row,
                                               size_t column);

/* Rows that are sums of others, such as a year's total: how many others, and each of them with its sign; 0 rows of
 * which is no sum. Holds in the columns that add up. PLACEMENT_ERROR_ARGUMENT when an index is out of range. */
typedef struct placement_addend {
  size_t row;   /* of the same table */
  int32_t sign; /* 1 or -1 */
} placement_addend;

PLACEMENT_API size_t placement_findings_addend_count(const placement_findings *findings, size_t table, size_t row);
PLACEMENT_API placement_status placement_findings_addend(const placement_findings *findings, size_t table, size_t row,
                                                         size_t index, placement_addend *addend, placement_error *err);

/* Figures that follow from others of the same table in a way of their own: a contingency is the budget less the mean,
 * an occupancy is the occupied nights over the open ones. Starting with 0, each operand in its order is added or
 * subtracted, or what there is so far is divided by it; 0 operands of a figure that follows from no others in this way.
 * PLACEMENT_ERROR_ARGUMENT when an index is out of range. Codes are only ever added. */
enum { PLACEMENT_OPERAND_PLUS = 1, PLACEMENT_OPERAND_MINUS = 2, PLACEMENT_OPERAND_OVER = 3 };

typedef struct placement_operand {
  size_t row; /* of the same table */
  size_t column;
  int32_t operation; /* PLACEMENT_OPERAND_* */
} placement_operand;

PLACEMENT_API size_t placement_findings_operand_count(const placement_findings *findings, size_t table, size_t row,
                                                      size_t column);
PLACEMENT_API placement_status placement_findings_operand(const placement_findings *findings, size_t table, size_t row,
                                                          size_t column, size_t index, placement_operand *operand,
                                                          placement_error *err);

/* Writes the findings to a sink, by the rules of placement_report_write.
 * PLACEMENT_FORMAT_JSON: an object with "format", "provenance", "answer" (the sentences), "sources", and each table
 * under "tables" by its name, as a list of objects, one a row, with a member for each column.
 * PLACEMENT_FORMAT_CSV: a cell a row, with the columns table, row (from 1), label (the texts of the row), column, unit,
 * value. */
PLACEMENT_API placement_status placement_findings_write(const placement_findings *findings, int32_t format,
                                                        placement_sink sink, void *data, placement_error *err);

/* The same to the file `path`, as placement_file_write writes it. */
PLACEMENT_API placement_status placement_findings_write_file(const placement_findings *findings, int32_t format,
                                                             const char *path, placement_error *err);

/* Writes `count` findings (at least 1) into the folder `path` as tidy CSV: a file for each table, named after it, with
 * a row for each row and the names of columns in the first; answer.csv, the sentences; provenance.csv, with the
 * sources; dictionary.csv, what each column and one row of each file is. With several findings, the name of each
 * (names[i], such as "overview"; their number if `names` is NULL) and a hyphen come before the names of its tables, but
 * for a table of the same name.
 *
 * A table with columns of PLACEMENT_UNIT_OF_ROW has a last column "unit". Texts that a spreadsheet would take for a
 * formula begin with an apostrophe, and characters other than ASCII letters, digits, dots, hyphens and underscores are
 * hyphens in names of files.
 *
 * A new folder appears once all files are complete. In one that exists each file is replaced when all are complete;
 * then the tables that its dictionary.csv listed before, if it was one of these, and that are not written now are
 * removed, and other files are left alone. PLACEMENT_ERROR_IO with the reason if it cannot be written, or `path` is a
 * file: then what was there is still there. PLACEMENT_ERROR_ARGUMENT for NULL. Several threads may write different
 * folders. */
PLACEMENT_API placement_status placement_findings_write_folder(const placement_findings *const *findings,
                                                               const char *const *names, size_t count, const char *path,
                                                               placement_error *err);

#ifdef __cplusplus
}
#endif

#endif
