package org.vigie.api.articles;

import org.jspecify.annotations.Nullable;

/** An article in one language. */
record ArticleText(@Nullable String title, @Nullable String body) {}
