/*
 * answer.h
 *		An answer of a source to samples, gaps and cursor.
 */
#ifndef GOV_ANSWER_H
#define GOV_ANSWER_H

#include "usage/sample.h"

/* ---- answer.c: an answer to samples, gaps and cursor, in one transaction ---- */
typedef struct GovAnswer
{
	const GovSource *source;
	const GovSourceMetric *metric;
	GovSpan		span;
	const char *body;
	Size		len;
} GovAnswer;

typedef struct GovFault
{
	const char *class;			/* NULL: none */
	char		text[GOV_FAULT_MAX];
	char		warning[GOV_FAULT_MAX]; /* of the source itself; '' none */
} GovFault;

/* false: the answer is no good, nothing is stored, *fault says why */
extern bool gov_store_answer(const GovAnswer *answer, GovStored *stored, GovFault *fault);

/* ---- gap.c: where values should be and are not; first_at: of the first value that ever came ---- */
extern void gov_record_gaps(const GovAnswer *answer, const GovDecoded *decoded,
							const GovMachine *machines, int nmachines, TimestampTz first_at);

#endif							/* GOV_ANSWER_H */
