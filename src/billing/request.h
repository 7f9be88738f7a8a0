/*
 * request.h
 *		An action about money that is sent twice is done once.
 */
#ifndef GOV_BILLING_REQUEST_H
#define GOV_BILLING_REQUEST_H

#include "rules/engine.h"

/*
 * Begins the request of a function whose argument after the first nargs is
 * request_id; true: it was answered before, see request->answer.  Inside SPI.
 */
extern bool gov_money_request(FunctionCallInfo fcinfo, const char *function, int nargs,
							  GovRequest *request);

/* the answer of those that answer an id; 0 is none */
extern void gov_answer_id(const GovRequest *request, int64 id);
extern int64 gov_answered_id(const GovRequest *request);

#endif							/* GOV_BILLING_REQUEST_H */
