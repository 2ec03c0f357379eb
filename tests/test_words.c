/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/utf8.h"
#include "scenario/words.h"

#include <criterion/criterion.h>
#include <stdint.h>
#include <string.h>

Test(words, edit_distance)
{
  cr_assert_eq(plm_edit_distance("", ""), 0);
  cr_assert_eq(plm_edit_distance("beds", "beds"), 0);
  cr_assert_eq(plm_edit_distance("Beds", "beds"), 0);
  cr_assert_eq(plm_edit_distance("bed", "beds"), 1);
  cr_assert_eq(plm_edit_distance("beds", "bed"), 1);
  cr_assert_eq(plm_edit_distance("bads", "beds"), 1);
  cr_assert_eq(plm_edit_distance("bdes", "beds"), 1);
  cr_assert_eq(plm_edit_distance("kitten", "sitting"), 3);
  cr_assert_eq(plm_edit_distance("", "abc"), 3);
}

Test(words, edit_distance_of_long_words)
{
  char text[66];
  memset(text, 'a', 65);
  text[65] = '\0';
  cr_assert_eq(plm_edit_distance(text, "a"), SIZE_MAX);
  cr_assert_eq(plm_edit_distance("a", text), SIZE_MAX);
  cr_assert_eq(plm_edit_distance(text + 1, "a"), 63);
}

static const char *nearest_to(const char *wanted)
{
  static const char *const words[] = {"prices", "policy", "phases", "delay_days", "for", "from"};
  plm_nearest nearest = {wanted, NULL, 0};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    plm_nearest_offer(&nearest, words[i]);
  return nearest.best == NULL ? "" : nearest.best;
}

Test(words, nearest)
{
  cr_assert_str_eq(nearest_to("price"), "prices");
  cr_assert_str_eq(nearest_to("PHASES"), "phases");
  cr_assert_str_eq(nearest_to("delay"), "delay_days", "the beginning of a word");
  cr_assert_str_eq(nearest_to("polices"), "policy", "of equally near words the one that begins more alike");
  cr_assert_str_eq(nearest_to("fron"), "from");
  cr_assert_str_eq(nearest_to("regions"), "");
  cr_assert_str_eq(nearest_to("fo"), "", "too short to tell");
  cr_assert_str_eq(nearest_to(""), "");
}

Test(words, control_characters_are_made_visible)
{
  plm_words words = {{0}, 0};
  plm_words_add_visible(&words, "a\x1b[31m\x7f\xC2\x9B\xC2\xA3", 11);
  cr_assert_str_eq(words.text, "a\\u001b[31m\\u007f\\u009b\xC2\xA3");
}

Test(words, shortening_keeps_characters_whole)
{
  plm_words words = {{0}, 0};
  plm_words_add_shortened(&words, "\"\xC3\xA9\xC3\xA9\xC3\xA9\"", 8, 4, "\"");
  cr_assert_str_eq(words.text, "\"\xC3\xA9\xE2\x80\xA6\"");
  plm_words_add_shortened(&words, "12345678", 8, 8, "");
  cr_assert_str_eq(words.text, "\"\xC3\xA9\xE2\x80\xA6\"12345678");
}

Test(words, what_does_not_fit_is_cut_at_a_character)
{
  plm_words words = {{0}, 0};
  for (int i = 0; i < 200; i++)
    plm_words_add(&words, "\xE2\x82\xAC");
  cr_assert_eq(words.length, 510);
  cr_assert_eq(strlen(words.text), 510);
  plm_words_add(&words, "ab");
  cr_assert_eq(strlen(words.text), 511);
  plm_words_add(&words, "c");
  plm_words_add_visible(&words, "c", 1);
  plm_words_add_visible(&words, "\n", 1);
  plm_words_add_shortened(&words, "cdef", 4, 2, "");
  cr_assert_eq(strlen(words.text), 511);
  cr_assert_eq(words.text[510], 'a');
}

Test(words, nothing_behind_invalid_bytes)
{
  plm_words words = {{0}, 0};
  plm_words_add_visible(&words, "ab\xFFgh", 5);
  plm_words_add_shortened(&words, "cd\xFFgh", 5, 4, "");
  cr_assert_str_eq(words.text, "abcd\xE2\x80\xA6");
}

Test(words, utf8_sequences)
{
  static const struct {
    const char *bytes;
    size_t size;
  } cases[] = {
      {"a", 1},
      {"\xC2\x80", 2},
      {"\xDF\xBF", 2},
      {"\xE0\xA0\x80", 3},
      {"\xED\x9F\xBF", 3},
      {"\xEE\x80\x80", 3},
      {"\xF0\x90\x80\x80", 4},
      {"\xF4\x8F\xBF\xBF", 4},
      {"\x80", 0},
      {"\xC0\x80", 0},
      {"\xC1\xBF", 0},
      {"\xC2", 0},
      {"\xC2"
       "a",
       0},
      {"\xE0\x9F\xBF", 0},
      {"\xED\xA0\x80", 0},
      {"\xF0\x8F\xBF\xBF", 0},
      {"\xF4\x90\x80\x80", 0},
      {"\xF5\x80\x80\x80", 0},
      {"\xFF", 0},
      {"", 0},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    cr_expect_eq(plm_utf8_sequence(cases[i].bytes, strlen(cases[i].bytes)), cases[i].size, "sequence %zu", i);
}
