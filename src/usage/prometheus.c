/*
 * prometheus.c
 *		How a Prometheus is asked: /api/v1/query_range.
 */
#include "usage/source.h"

/*
 * Prometheus answers 11,000 points of a series and refuses more; an answer is
 * aligned to the start of its span, which is why spans start on the grid.
 */
#define POINTS_MAX	11000

/* application/x-www-form-urlencoded, everything but the unreserved as %XX */
static void
append_encoded(StringInfo to, const char *text)
{
	for (const unsigned char *c = (const unsigned char *) text; *c; c++)
		if ((*c >= 'A' && *c <= 'Z') || (*c >= 'a' && *c <= 'z') || (*c >= '0' && *c <= '9') ||
			strchr("-._~", *c) != NULL)
			appendStringInfoChar(to, *c);
		else
			appendStringInfo(to, "%%%02X", *c);
}

/* the request for one metric and span, in whole milliseconds of seconds */
static char *
range_url(const GovSource *source, const GovSourceMetric *metric, const GovSpan *span)
{
	StringInfoData url;

	initStringInfo(&url);
	appendStringInfo(&url, "%s/api/v1/query_range?query=", source->url);
	append_encoded(&url, metric->query);
	appendStringInfo(&url, "&start=" INT64_FORMAT ".%03d&end=" INT64_FORMAT ".%03d&step=" INT64_FORMAT,
					 span->from_ms / 1000, (int) (span->from_ms % 1000),
					 span->until_ms / 1000, (int) (span->until_ms % 1000),
					 span->step_ms / 1000);
	return url.data;
}

const GovSourceKind gov_prometheus_kind = {
	"prometheus", true, POINTS_MAX, range_url, gov_decode_prometheus
};
