package org.vigie.mail;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.vigie.shared.SelfCheck;
import org.vigie.shared.Words;

/** Whether the mailboxes are read, as last looked at: answered from memory, for who asks while the database is away. */
@Component
class MailCheck implements SelfCheck {
    private volatile @Nullable Words trouble;

    void seen(List<Mailbox> boxes, Map<Long, MailboxHealth> health, Instant now) {
        Optional<Words> first = boxes.stream()
                .filter(box -> health.containsKey(box.id()))
                .map(box -> Objects.requireNonNull(health.get(box.id())).trouble(box, now))
                .filter(Objects::nonNull)
                .findFirst();
        trouble = first.orElse(null);
    }

    @Override
    public String part() {
        return "mail";
    }

    @Override
    public Finding look() {
        Words one = trouble;
        return one == null ? Finding.UP : new Finding(State.WARNING, one);
    }
}
