package org.vigie.response;

import java.util.List;
import org.springframework.stereotype.Component;
import org.vigie.shared.OneByOne;
import org.vigie.shared.Scope;

/** Judges the recoveries whose time to hold is over. */
@Component
class StabilisationWatch {

    private final DueHoldings due;
    private final Stabilisation stabilisation;

    StabilisationWatch(DueHoldings due, Stabilisation stabilisation) {
        this.due = due;
        this.stabilisation = stabilisation;
    }

    void look() {
        List<HoldingStore.Due> found =
                Scope.across("recoveries whose time to hold is over").call(due::now);
        OneByOne.each(found, holding -> Scope.of(holding.tenant()).run(() -> stabilisation.settle(holding.ticket())));
    }
}
