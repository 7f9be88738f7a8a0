/*
 * usage.h
 *		Floor 4: what machines really use.  Sources are polled or push; samples
 *		become day figures; day figures prove low use; low use is a finding.
 *
 *		source.h -> sample.h -> answer.h		how values come and are kept
 *		sample.h -> efficiency.h -> finding.h	what they prove
 *		decode.h								bytes to values, without a server
 */
#ifndef GOV_USAGE_H
#define GOV_USAGE_H

#include "postgres.h"

/* ---- init of the rooms ---- */
extern void gov_source_init(void);
extern void gov_sample_init(void);
extern void gov_day_init(void);
extern void gov_efficiency_init(void);
extern void gov_finding_init(void);
extern void gov_finding_record_init(void);

#endif							/* GOV_USAGE_H */
