/*
 * report.h
 *		Floor 6: what the product tells those who look at it from outside.
 */
#ifndef GOV_REPORT_H
#define GOV_REPORT_H

#include "rules/rules.h"

/* ---- init of the rooms ---- */
extern void gov_comparison_init(void);

#endif							/* GOV_REPORT_H */
