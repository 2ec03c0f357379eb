/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tables of text: labels to the left, figures to the right, at most as wide as the terminal.
 *
 * A table that is too wide first has its headings wrapped at blanks, then the texts of its last column, then its
 * labels, then is printed in several parts, each with the labels. Nothing is ever shortened. A standard error stays
 * beside its figure. Memory running out is remembered and reported by table_print.
 */
#ifndef CLI_TABLE_H
#define CLI_TABLE_H

#include <stdbool.h>
#include <stdio.h>

typedef struct table table;

/* A table of `columns` figures (at least 1) beside the labels. NULL if there is no memory; all other functions accept
 * NULL. */
table *table_new(size_t columns);
void table_free(table *t);

/* Says that the first `keys` columns tell rows apart together with the labels, so that every part has them. */
void table_keys(table *t, size_t keys);

/* Says that the cells of a column are texts, which begin below each other; figures end below each other. */
void table_left(table *t, size_t column);

/* Begins a row whose label is moved `indent` columns to the right. The first row is the heading. A row without any cell
 * spans the table. */
void table_row(table *t, size_t indent, const char *label);

/* Fills in the next cell of the row with text, which is copied. A cell beyond the last column is left out. */
void table_text(table *t, const char *text);

/* Whether it is printed in one part, with no label wrapped. */
bool table_fits(const table *t, FILE *out);

/* Writes the table; false if memory had run out. */
bool table_print(const table *t, FILE *out);

#endif
