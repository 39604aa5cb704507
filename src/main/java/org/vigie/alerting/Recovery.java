package org.vigie.alerting;

import java.time.Instant;
import org.vigie.shared.Words;

/** A source says that the symptom is gone, on a fresh result taken at that instant. */
public record Recovery(long assetId, String symptom, String source, long sourceId, Words evidence, Instant at) {}
