/*
 * exchange.h
 *		Policies as documents: what export and import agree on.
 */
#ifndef GOV_EXCHANGE_H
#define GOV_EXCHANGE_H

#include "rules/engine.h"

#define GOV_DOCUMENT_FORMAT		"gov_cloud policy"
#define GOV_DOCUMENT_VERSION	1
#define GOV_DOCUMENT_MAX		(8 * 1024 * 1024)	/* bytes; the largest shipped policy has a tenth of a MB */

/* ---- policy_export.c ---- */
/* the definition of a form as register_form() takes it, NULL: no such form */
extern char *gov_form_definition(const char *form);

extern bool gov_policy_exists(const char *code);

/* ---- form_register.c ---- */
/* makes a form and its tables; the caller has the right to */
extern void gov_make_form(const char *code, const char *title, const char *article,
						  const char *definition, const char *policy);

#endif							/* GOV_EXCHANGE_H */
