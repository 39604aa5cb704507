package org.vigie.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vigie.identity.Role;
import org.vigie.identity.Viewer;
import org.vigie.organization.Client;
import org.vigie.organization.Person;
import org.vigie.shared.TenantId;

class AskerTest {
    @ParameterizedTest
    @CsvSource({
        "Anna Petit, Anna",
        "Anna, Anna",
        "Mme Durand, Mme Durand",
        "M. Leroy, M. Leroy",
        "Dr Roux, Dr Roux",
        "Mehdi Roux, Mehdi",
    })
    void greetsByTheFirstNameUnlessATitleStandsThere(String name, String greeted) {
        var tenant = new TenantId(1);
        var viewer =
                new Viewer(1, "a", "account", Role.REQUESTER, Locale.FRENCH, false, new TreeSet<>(List.of(tenant)), 1L);
        var person = new Person(1, "a", name, null, Locale.FRENCH, new TreeSet<>(), List.of());
        assertThat(new Asker(viewer, new Client(tenant, "c", "C", Locale.FRENCH), person).greeted())
                .isEqualTo(greeted);
    }
}
