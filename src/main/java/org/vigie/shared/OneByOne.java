package org.vigie.shared;

import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How a watch does what is due: what fails is told in the log and keeps none of the others from being done. */
public final class OneByOne {
    private static final Logger LOG = LoggerFactory.getLogger(OneByOne.class);

    private OneByOne() {}

    /** @throws RuntimeException of the database, when it is in trouble: then the others would fail as well */
    public static <T> void each(List<T> due, Consumer<T> work) {
        for (T one : due) {
            try {
                work.accept(one);
            } catch (RuntimeException failure) {
                if (DatabaseTrouble.isPassing(failure)) {
                    throw failure;
                }
                LOG.error("{} is due and could not be done", one, failure);
            }
        }
    }
}
