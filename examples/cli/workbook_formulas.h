/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Formulas for figures that follow from others.
 */
#ifndef CLI_WORKBOOK_FORMULAS_H
#define CLI_WORKBOOK_FORMULAS_H

#include "workbook_book.h"

/* A formula, to be freed, for the figure at a row and a shown column of a table: the sum of its row, the sum of other
 * rows, or what it follows from in another way, such as a difference. NULL if it is none of these, or there is no
 * memory, which is noted. A formula comes to the figure, but for the rounding of floating-point numbers. */
char *workbook_formula_of(book *b, const book_table *t, size_t row, size_t column);

#endif
