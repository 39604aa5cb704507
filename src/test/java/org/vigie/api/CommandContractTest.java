package org.vigie.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vigie.api.ContractHouse.get;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code vigie apply}, {@code export} and {@code token create} against a server, as {@code interface.md} has them. */
@ExtendWith(ContractHouse.class)
class CommandContractTest {
    @TempDir
    Path folder;

    @Test
    void appliesTriesExportsAndAppliesAgain() throws IOException {
        Path file = Files.writeString(folder.resolve("port.yaml"), """
                client: port
                name: Capitainerie
                sites:
                  - {key: quai, name: Quai nord}
                """);
        var house = ContractHouse.house();
        assertThat(house.command("apply", "-f", file.toString(), "--dry-run").out())
                .contains("created: client/port")
                .contains("created: sites/quai");
        assertThat(get("admin", "/api/v1/clients/port").status()).isEqualTo(404);
        assertThat(house.command("apply", "-f", file.toString()).exit()).isZero();
        assertThat(house.command("apply", "-f", file.toString()).out()).doesNotContain("created");
        var exported = house.command("export", "--client", "port");
        assertThat(exported.exit()).isZero();
        Path copy = Files.writeString(folder.resolve("copy.yaml"), exported.out());
        assertThat(house.command("apply", "-f", copy.toString()).out()).doesNotContain("changed:");

        Path wrong = Files.writeString(folder.resolve("wrong.yaml"), "client: port\nname: P\nsites: [{key: Quai}]\n");
        var refused = house.command("apply", "-f", wrong.toString());
        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.err()).contains("line 3, sites[0].key: ");
        assertThat(house.command("export", "--client", "nobody").exit()).isEqualTo(1);
        assertThat(house.command("export").exit()).isEqualTo(2);
    }

    @Test
    void makesATokenOfARoleForAClient() {
        var made = ContractHouse.house()
                .command("token", "create", "--name", "atelier", "--role", "technician", "--client", "boutique");
        assertThat(made.exit()).as(made.err()).isZero();
        assertThat(made.out()).matches("vigie_\\S+\\n");
        assertThat(get(made.out().strip(), "/api/v1/clients").items().size()).isEqualTo(1);
        assertThat(ContractHouse.house()
                        .command("token", "create", "--name", "x", "--role", "king")
                        .exit())
                .isEqualTo(1);
    }
}
