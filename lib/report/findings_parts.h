/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What findings are made of: built in findings.c, read in findings_read.c, and seen by nobody else.
 */
#ifndef PLM_REPORT_FINDINGS_PARTS_H
#define PLM_REPORT_FINDINGS_PARTS_H

#include "report/findings.h"
#include "report/text_pool.h"

typedef struct plm_text_list {
  const char **texts;
  size_t count;
  size_t space;
} plm_text_list;

typedef struct plm_column {
  const char *name;
  const char *heading; /* may be NULL */
  int32_t unit;
  int32_t adds_up, total;
  const char *meaning; /* once finished */
} plm_column;

typedef struct plm_cell {
  const char *text; /* NULL: a figure */
  double number;
} plm_cell;

/* That `of` is a sum with the addend. */
typedef struct plm_sum {
  size_t of;
  placement_addend addend;
} plm_sum;

/* An operand of the figure at a row and column. */
typedef struct plm_step {
  size_t row, column;
  placement_operand operand;
} plm_step;

typedef struct plm_sheet {
  const char *name;
  const char *heading;
  const char *note;
  const char *summary; /* NULL: none */
  const char *across;  /* NULL: none */
  const char *row_is;  /* once finished */
  size_t group_count;
  int32_t detail;
  size_t answer_row; /* from 1; 0: none */
  plm_column *columns;
  size_t column_count, column_space;
  int32_t *units; /* of rows */
  size_t row_count, row_space;
  plm_cell *cells; /* row after row */
  size_t cell_space;
  size_t filled; /* cells of the last row */
  plm_sum *sums; /* in the order of rows */
  size_t sum_count, sum_space;
  plm_step *steps; /* by row and column; those of a figure in their order */
  size_t step_count, step_space;
} plm_sheet;

struct placement_findings {
  plm_text_pool pool; /* of all texts: most cells of a column repeat what others say */
  const char *format;
  const char *currency;
  plm_text_list sentences;
  plm_text_list sources;
  plm_text_list names, values; /* of the provenance */
  uint64_t whole;              /* bit i is set if value i is a whole number */
  plm_sheet *sheets;
  size_t sheet_count, sheet_space;
  bool failed;
};

#endif
