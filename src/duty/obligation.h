/*
 * obligation.h
 *		What the files of the room obligation know of each other.
 */
#ifndef GOV_OBLIGATION_H
#define GOV_OBLIGATION_H

#include "duty/duty.h"

/* ---- obligation_rule.c ---- */
extern void gov_obligation_check_policy(const char *policy, GovPolicyFaults *faults);

#endif							/* GOV_OBLIGATION_H */
