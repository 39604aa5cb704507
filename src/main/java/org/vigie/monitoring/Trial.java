package org.vigie.monitoring;

import java.time.Duration;
import org.vigie.probe.ProbeResult;
import org.vigie.shared.Words;

/** What one question brought that nobody keeps. */
public record Trial(CheckState state, Words finding, Duration took) {
    static Trial of(ProbeResult result) {
        return new Trial(
                switch (result.outcome()) {
                    case OK -> CheckState.OK;
                    case WARNING -> CheckState.WARNING;
                    case CRITICAL -> CheckState.CRITICAL;
                    case UNKNOWN -> CheckState.UNKNOWN;
                },
                Words.of(result.finding().code(), result.finding().args().toArray()),
                result.took());
    }
}
