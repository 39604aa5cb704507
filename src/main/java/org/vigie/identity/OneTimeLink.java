package org.vigie.identity;

import java.time.Instant;

/** A link that lets in once; the token is known only now. The path is relative to the address of the server. */
public record OneTimeLink(String path, Instant expiresAt) {}
