package org.vigie.monitoring;

import java.time.Duration;

/** What the wheel of this node has done since it started, and what it is doing. */
public record WheelFigures(
        int checks,
        int inFlight,
        int waiting,
        long asked,
        long missedSlots,
        long overloaded,
        long lost,
        Duration lateP50,
        Duration lateP99) {

    static WheelFigures of(ProbeWheel.Figures figures) {
        return new WheelFigures(
                figures.checks(),
                figures.inFlight(),
                figures.waiting(),
                figures.asked(),
                figures.missedSlots(),
                figures.overloaded(),
                figures.lost(),
                figures.lateP50(),
                figures.lateP99());
    }
}
