package org.vigie.identity;

import org.jspecify.annotations.Nullable;

/**
 * Someone who was let in, and by what.
 *
 * @param sessionId the session of a browser, null for a token
 * @param tokenId the API token, null for a browser
 */
public record Visitor(
        Viewer viewer,
        Theme theme,
        @Nullable Long sessionId,
        @Nullable Long tokenId) {}
