/*
 * accept.c
 *		When is an answer an answer?  The one place that decides it.
 *
 * A server that is not the one we think, a proxy's login page, a header cut
 * after its first line: all of them are successes to an HTTP library.
 */
#include "worker/worker.h"

/* is the answer of the type that was asked for?  parameters such as charset do not count */
static bool
is_of_type(const char *content_type, const char *demanded)
{
	Size		len = strlen(demanded);

	if (content_type == NULL || pg_strncasecmp(content_type, demanded, len) != 0)
		return false;
	return content_type[len] == '\0' || content_type[len] == ';' || content_type[len] == ' ';
}

/*
 * What is wrong with a completed answer, with its class of error; NULL: it is
 * accepted.  Accepted is status 200 with a body that is not coded, not empty
 * and of the demanded type.  Whether it came whole the transfer has judged as
 * far as the answer said how long it is; the rest is its decoder's to judge.
 */
const char *
gov_answer_fault(const GovRequest *request, const GovResponse *response,
				 bool encoded, Size len, const char **error_class)
{
	const char *demanded = request->content_type ? request->content_type : "application/json";

	if (response->status != 200)
	{
		*error_class = "status";
		return psprintf("the server answered HTTP status %d", response->status);
	}
	*error_class = "content_type";
	if (encoded)
		return "the server sent a compressed body we did not ask for";
	if (!is_of_type(response->content_type, demanded))
		return psprintf("the server sent content type \"%s\" instead of \"%s\"",
						response->content_type ? response->content_type : "", demanded);
	if (len == 0)
	{
		*error_class = "empty";
		return "the server sent an empty body";
	}
	*error_class = NULL;
	return NULL;
}
