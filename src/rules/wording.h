/*
 * wording.h
 *		Are two pieces of text the same words?  Is a word one of a closed list?
 */
#ifndef GOV_WORDING_H
#define GOV_WORDING_H

#include "postgres.h"

extern char *gov_plain_text(const char *text);
extern bool gov_same_text(const char *a, const char *b);

/* refuses a value that is not among the words (NULL ends them); "argument" names it */
extern void gov_require_word(const char *argument, const char *value, const char *const *words);

#endif							/* GOV_WORDING_H */
