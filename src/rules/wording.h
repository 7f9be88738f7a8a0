/*
 * wording.h
 *		Are two pieces of text the same words?
 */
#ifndef GOV_WORDING_H
#define GOV_WORDING_H

#include "postgres.h"

extern char *gov_plain_text(const char *text);
extern bool gov_same_text(const char *a, const char *b);

#endif							/* GOV_WORDING_H */
