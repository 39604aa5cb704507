package org.vigie.knowledge;

import java.time.Instant;

/** One version of an article: what it became, when and by whom. */
public record Revision(long version, Instant at, String byName, ArticleState state, Audience audience) {}
