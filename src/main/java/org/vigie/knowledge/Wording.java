package org.vigie.knowledge;

/** An article in one language. The body is plain text with the few signs that {@link ArticleBody} knows. */
public record Wording(Language language, String title, String body) {}
