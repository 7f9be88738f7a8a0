/* huoqiu art. 13: a comment may cite its source */
int			f(const char *policy) { return strcmp(policy, "huoqiu/1"); }	/* BAD */
int			g(const char *rule) { return strcmp(rule, "HQ-T06"); }	/* BAD */
