/*
 * decode_prometheus.c
 *		The answer of /api/v1/query_range, strictly.
 *
 * "Parsed fine" is not "right": whatever was not asked for (another shape, a
 * moment outside the span or off the grid, a key twice, text after the end)
 * refuses the whole answer, because a source that errs there errs elsewhere.
 */
#include "usage/decode.h"

#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* cuts a UTF-8 text to size without halving a character */
static void
copy_text(char *to, size_t size, const char *from)
{
	size_t		len = strlen(from);

	if (len >= size)
	{
		len = size - 1;
		while (len > 0 && ((unsigned char) from[len] & 0xC0) == 0x80)
			len--;
	}
	memcpy(to, from, len);
	to[len] = '\0';
}

/* records why; always false, so that a check may return it */
static bool
fail(GovDecoded *decoded, const char *class, const char *what, const char *detail)
{
	size_t		len;

	decoded->fault_class = class;
	copy_text(decoded->fault, sizeof(decoded->fault), what);
	if (detail == NULL)
		return false;
	len = strlen(decoded->fault);
	if (len + 3 < sizeof(decoded->fault))
	{
		memcpy(decoded->fault + len, ": ", 3);
		copy_text(decoded->fault + len + 2, sizeof(decoded->fault) - len - 2, detail);
	}
	return false;
}

/* [seconds, "value"] into a point; *finite tells whether there is one */
static bool
decode_point(json_t *pair, const GovSpan *span, GovDecoded *decoded,
			 GovPoint *point, bool *finite)
{
	json_t	   *at = json_array_get(pair, 0);
	json_t	   *value = json_array_get(pair, 1);
	double		ms;

	if (json_array_size(pair) != 2 || !json_is_number(at) || !json_is_string(value))
		return fail(decoded, "malformed", "a value is not [seconds, \"number\"]", NULL);
	ms = json_number_value(at) * 1000.0;
	if (!(ms >= (double) span->from_ms - 0.5 && ms <= (double) span->until_ms + 0.5))
		return fail(decoded, "malformed", "a value lies outside the span asked for", NULL);
	point->at_ms = (int64_t) llround(ms);
	if ((point->at_ms - span->from_ms) % span->step_ms != 0)
		return fail(decoded, "malformed", "a value lies between the steps asked for", NULL);
	switch (gov_decode_decimal(json_string_value(value), json_string_length(value), &point->value))
	{
		case GOV_NUMERAL_FINITE:
			*finite = true;
			return true;
		case GOV_NUMERAL_NOT_FINITE:
			*finite = false;
			decoded->not_finite++;
			return true;
		case GOV_NUMERAL_BAD:
			break;
	}
	return fail(decoded, "malformed", "a value is no number", NULL);
}

/* the values of one series, in ascending time */
static bool
decode_values(json_t *values, const GovSpan *span, GovDecoded *decoded, GovTrack *track)
{
	size_t		n = json_array_size(values);
	int64_t		last = INT64_MIN;

	if (!json_is_array(values))
		return fail(decoded, "malformed", "a series has no array of values", NULL);
	track->points = malloc((n ? n : 1) * sizeof(GovPoint));
	if (track->points == NULL)
		return fail(decoded, "memory", "out of memory", NULL);
	for (size_t i = 0; i < n; i++)
	{
		GovPoint   *point = &track->points[track->npoints];
		bool		finite;

		if (!decode_point(json_array_get(values, i), span, decoded, point, &finite))
			return false;
		if (point->at_ms <= last)
			return fail(decoded, "malformed", "the values of a series do not ascend in time", NULL);
		last = point->at_ms;
		if (finite)
			track->npoints++;
	}
	decoded->npoints += track->npoints;
	return true;
}

/* the machine a series is of, from its label; NULL: it has none */
static const char *
machine_of(json_t *series, const char *label)
{
	json_t	   *name = json_object_get(json_object_get(series, "metric"), label);
	size_t		len = json_string_length(name);

	return len > 0 && len <= GOV_MACHINE_MAX ? json_string_value(name) : NULL;
}

/* each series to a track; those that name no machine are counted and left out */
static bool
decode_result(json_t *result, const char *label, const GovSpan *span, GovDecoded *decoded)
{
	size_t		n = json_array_size(result);

	decoded->tracks = calloc(n ? n : 1, sizeof(GovTrack));
	if (decoded->tracks == NULL)
		return fail(decoded, "memory", "out of memory", NULL);
	for (size_t i = 0; i < n; i++)
	{
		json_t	   *series = json_array_get(result, i);
		GovTrack   *track = &decoded->tracks[decoded->ntracks];
		const char *machine;

		if (!json_is_object(json_object_get(series, "metric")))
			return fail(decoded, "malformed", "a series has no labels", NULL);
		machine = machine_of(series, label);
		if (machine == NULL)
		{
			decoded->unlabelled++;
			continue;
		}
		decoded->ntracks++;
		track->machine = strdup(machine);
		if (track->machine == NULL)
			return fail(decoded, "memory", "out of memory", NULL);
		if (!decode_values(json_object_get(series, "values"), span, decoded, track))
			return false;
	}
	return true;
}

/* order of machines, for finding those that answer twice */
static int
compare_tracks(const void *a, const void *b)
{
	return strcmp(((const GovTrack *) a)->machine, ((const GovTrack *) b)->machine);
}

/* sorts, and folds the tracks of one machine into one without points */
static void
mark_ambiguous(GovDecoded *decoded)
{
	size_t		kept = 0;

	qsort(decoded->tracks, decoded->ntracks, sizeof(GovTrack), compare_tracks);
	for (size_t i = 0; i < decoded->ntracks; i++)
	{
		GovTrack   *track = &decoded->tracks[i];
		GovTrack   *last = kept > 0 ? &decoded->tracks[kept - 1] : NULL;

		if (last == NULL || strcmp(last->machine, track->machine) != 0)
		{
			decoded->tracks[kept++] = *track;
			continue;
		}
		decoded->npoints -= last->npoints + track->npoints;
		last->npoints = 0;
		last->ambiguous = true;
		free(track->machine);
		free(track->points);
	}
	decoded->ntracks = kept;
}

/* the document around the result */
static bool
decode_document(json_t *root, const char *label, const GovSpan *span, GovDecoded *decoded)
{
	const char *status = json_string_value(json_object_get(root, "status"));
	json_t	   *data = json_object_get(root, "data");
	const char *type = json_string_value(json_object_get(data, "resultType"));
	json_t	   *result = json_object_get(data, "result");
	const char *warning = json_string_value(json_array_get(json_object_get(root, "warnings"), 0));

	if (status == NULL)
		return fail(decoded, "malformed", "the answer has no status", NULL);
	if (strcmp(status, "success") != 0)
	{
		const char *why = json_string_value(json_object_get(root, "error"));

		return fail(decoded, "refused", "the source refused the query", why);
	}
	if (type == NULL || strcmp(type, "matrix") != 0)
		return fail(decoded, "malformed", "the result is no matrix", type);
	if (!json_is_array(result))
		return fail(decoded, "malformed", "the answer has no array of results", NULL);
	if (warning != NULL)
		copy_text(decoded->warning, sizeof(decoded->warning), warning);
	return decode_result(result, label, span, decoded);
}

/* see decode.h */
bool
gov_decode_prometheus(const char *body, size_t len, const char *label,
					  const GovSpan *span, GovDecoded *decoded)
{
	json_error_t error;
	json_t	   *root;
	bool		ok;

	memset(decoded, 0, sizeof(*decoded));
	if (span->step_ms <= 0 || span->until_ms < span->from_ms)
		return fail(decoded, "malformed", "nothing was asked for", NULL);
	root = json_loadb(body, len, JSON_REJECT_DUPLICATES, &error);
	if (root == NULL)
		return fail(decoded, "malformed", "the answer is not JSON", error.text);
	ok = decode_document(root, label, span, decoded);
	json_decref(root);
	if (ok)
		mark_ambiguous(decoded);
	else
	{
		GovDecoded	why = *decoded;

		gov_decoded_free(decoded);
		decoded->fault_class = why.fault_class;
		memcpy(decoded->fault, why.fault, sizeof(why.fault));
	}
	return ok;
}

/* see decode.h */
void
gov_decoded_free(GovDecoded *decoded)
{
	for (size_t i = 0; i < decoded->ntracks; i++)
	{
		free(decoded->tracks[i].machine);
		free(decoded->tracks[i].points);
	}
	free(decoded->tracks);
	memset(decoded, 0, sizeof(*decoded));
}

/* see decode.h */
bool
gov_decode_prometheus_error(const char *body, size_t len,
							char *type, size_t type_size,
							char *text, size_t text_size)
{
	json_t	   *root = json_loadb(body, len, JSON_REJECT_DUPLICATES, NULL);
	const char *kind = json_string_value(json_object_get(root, "errorType"));
	const char *why = json_string_value(json_object_get(root, "error"));

	if (kind != NULL)
		copy_text(type, type_size, kind);
	if (kind != NULL)
		copy_text(text, text_size, why ? why : "");
	json_decref(root);
	return kind != NULL;
}
