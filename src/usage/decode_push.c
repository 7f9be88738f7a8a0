/*
 * decode_push.c
 *		The samples a party pushes: a JSON array of objects such as
 *		{"machine": "vm-7", "metric": "cpu", "at": "2026-03-01T00:05:00+08:00", "value": "12.5"}
 *
 * Who pushes can mend what he sent, so every wrong item is told at once and
 * nothing of a wrong batch is taken.
 */
#include "usage/decode.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FAULTS_TOLD		20		/* the others are counted */
#define FAULT_LINE		160

/* adds a line about one item; the text must be ASCII of our own */
static void
fault(GovPushedBatch *batch, size_t item, const char *what)
{
	size_t		used = batch->faults ? strlen(batch->faults) : 0;

	batch->nfaults++;
	if (batch->nfaults > FAULTS_TOLD)
		return;
	if (batch->faults == NULL)
	{
		batch->faults = malloc(FAULTS_TOLD * FAULT_LINE);
		if (batch->faults == NULL)
			return;
	}
	snprintf(batch->faults + used, FAULT_LINE, "%ssample %zu: %s", used ? "\n" : "", item + 1, what);
}

/* a word of an item, copied; NULL when absent, *ok cleared when it is no short text */
static char *
copy_word(json_t *item, const char *key, bool *ok)
{
	json_t	   *value = json_object_get(item, key);
	size_t		len = json_string_length(value);
	char	   *copy;

	if (value == NULL)
		return NULL;
	if (len == 0 || len > GOV_MACHINE_MAX)
	{
		*ok = false;
		return NULL;
	}
	copy = strdup(json_string_value(value));
	if (copy == NULL)
		*ok = false;
	return copy;
}

/* "at": RFC 3339 text, or whole Unix seconds */
static bool
decode_at(json_t *value, int64_t *at_ms)
{
	if (json_is_integer(value))
	{
		json_int_t	seconds = json_integer_value(value);

		*at_ms = seconds * 1000;
		return seconds >= 0 && seconds < INT64_C(10000000000);
	}
	return json_is_string(value) &&
		gov_decode_moment(json_string_value(value), json_string_length(value), at_ms);
}

/* "value": a numeral in quotes, or a whole number; a bare 0.1 has already lost its digits */
static const char *
decode_value(json_t *value, GovDecimal *decimal)
{
	char		digits[32];

	if (json_is_real(value))
		return "\"value\" must be in quotes, that no digit of it is lost";
	if (json_is_integer(value))
	{
		snprintf(digits, sizeof(digits), "%" JSON_INTEGER_FORMAT, json_integer_value(value));
		return gov_decode_decimal(digits, strlen(digits), decimal) == GOV_NUMERAL_FINITE ?
			NULL : "\"value\" has more than 18 digits";
	}
	if (!json_is_string(value) ||
		gov_decode_decimal(json_string_value(value), json_string_length(value), decimal) != GOV_NUMERAL_FINITE)
		return "\"value\" must be a finite number of at most 18 digits";
	return NULL;
}

/* does the item say something nobody would read? */
static bool
has_unknown_key(json_t *item)
{
	static const char *const known[] = {"machine", "resource", "metric", "statistic", "at", "value"};
	const char *key;
	json_t	   *value;

	json_object_foreach(item, key, value)
	{
		bool		found = false;

		for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
			found = found || strcmp(key, known[i]) == 0;
		if (!found)
			return true;
	}
	return false;
}

/* one item, every fault of it told */
static void
decode_item(json_t *item, size_t index, GovPushedBatch *batch, GovPushed *sample)
{
	json_t	   *resource = json_object_get(item, "resource");
	const char *wrong;
	bool		ok = true;

	if (!json_is_object(item))
	{
		fault(batch, index, "is not an object");
		return;
	}
	if (has_unknown_key(item))
		fault(batch, index, "has a key other than machine, resource, metric, statistic, at, value");

	sample->machine = copy_word(item, "machine", &ok);
	sample->resource = json_integer_value(resource);
	if (!ok || (sample->machine != NULL) == (resource != NULL) || (resource != NULL && sample->resource <= 0))
		fault(batch, index, "must name a \"machine\" (text) or a \"resource\" (its number), and not both");
	ok = true;
	sample->metric = copy_word(item, "metric", &ok);
	if (sample->metric == NULL)
		fault(batch, index, "must name a \"metric\"");
	ok = true;
	sample->statistic = copy_word(item, "statistic", &ok);
	if (!ok)
		fault(batch, index, "\"statistic\" must be a word");
	if (!decode_at(json_object_get(item, "at"), &sample->at_ms))
		fault(batch, index, "\"at\" must be like 2026-03-01T00:05:00+08:00, or Unix seconds");
	wrong = decode_value(json_object_get(item, "value"), &sample->value);
	if (wrong != NULL)
		fault(batch, index, wrong);
}

/* see decode.h */
bool
gov_decode_push(const char *body, size_t len, GovPushedBatch *batch)
{
	json_t	   *root;
	size_t		n;

	memset(batch, 0, sizeof(*batch));
	root = json_loadb(body, len, JSON_REJECT_DUPLICATES, NULL);
	n = json_array_size(root);
	if (!json_is_array(root))
		fault(batch, 0, "the batch is not a JSON array without repeated keys");
	else if ((batch->samples = calloc(n ? n : 1, sizeof(GovPushed))) == NULL)
		fault(batch, 0, "out of memory");
	else
	{
		batch->nsamples = n;
		for (size_t i = 0; i < n; i++)
			decode_item(json_array_get(root, i), i, batch, &batch->samples[i]);
	}
	json_decref(root);
	return batch->nfaults == 0;
}

/* see decode.h */
void
gov_pushed_free(GovPushedBatch *batch)
{
	for (size_t i = 0; i < batch->nsamples; i++)
	{
		free(batch->samples[i].machine);
		free(batch->samples[i].metric);
		free(batch->samples[i].statistic);
	}
	free(batch->samples);
	free(batch->faults);
	memset(batch, 0, sizeof(*batch));
}
