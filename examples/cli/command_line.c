/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _POSIX_C_SOURCE 200809L /* open_memstream */
#include "command_line.h"

#include "command.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LEFT_OUT                                                                                                       \
  (OPTION_BIT(OPTION_HELP) | OPTION_BIT(OPTION_THREADS) | OPTION_BIT(OPTION_OUTPUT) | OPTION_BIT(OPTION_SAMPLES) |     \
   OPTION_BIT(OPTION_SCENARIO) | OPTION_BIT(OPTION_FORMAT))
#define NAMES_A_FILE (OPTION_BIT(OPTION_AGAINST) | OPTION_BIT(OPTION_SEARCH))

/* As a shell reads it. */
static void put_word(FILE *out, const char *word)
{
  static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789%+,-./:=@_";
  if (word[0] != '\0' && word[strspn(word, plain)] == '\0') {
    fprintf(out, " %s", word);
    return;
  }
  fputs(" '", out);
  for (; *word != '\0'; word++)
    fputs(*word == '\'' ? "'\\''" : (char[]){*word, '\0'}, out);
  fputc('\'', out);
}

static void put_file(FILE *out, const char *path)
{
  const char *slash = strrchr(path, '/');
  put_word(out, slash != NULL ? slash + 1 : path);
}

static void put_option(FILE *out, option_id id, const char *value)
{
  put_word(out, options_name(id));
  if (value[0] == '\0')
    return;
  if ((OPTION_BIT(id) & NAMES_A_FILE) != 0)
    put_file(out, value);
  else
    put_word(out, value);
}

char *command_line_new(const options *asked)
{
  char *text = NULL;
  size_t length;
  FILE *out = open_memstream(&text, &length);
  if (out == NULL)
    return NULL;
  fprintf(out, "placement %s", asked->command->name);
  for (size_t i = 0; i < asked->file_count; i++)
    put_file(out, asked->files[i]);
  for (int id = 0; id < OPTION_COUNT; id++) {
    if (asked->given[id] == NULL || (OPTION_BIT(id) & LEFT_OUT) != 0)
      continue;
    const char *const *values = id == OPTION_METRIC ? asked->metrics : id == OPTION_INPUT ? asked->inputs : NULL;
    size_t count = id == OPTION_METRIC ? asked->metric_count : asked->input_count;
    for (size_t i = 0; values != NULL && i < count; i++)
      put_option(out, (option_id)id, values[i]);
    if (values == NULL)
      put_option(out, (option_id)id, asked->given[id]);
  }
  if (fclose(out) == 0)
    return text;
  free(text);
  return NULL;
}
