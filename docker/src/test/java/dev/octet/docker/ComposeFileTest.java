package dev.octet.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

class ComposeFileTest {

    @Test
    void services_have_no_rights_that_they_do_not_need_and_check_their_health() throws IOException {
        JsonNode file = new YAMLMapper().readTree(Files.readString(Path.of("compose.yaml")));
        JsonNode shared = file.required("x-octet");
        assertThat(shared.required("read_only").asBoolean()).isTrue();
        assertThat(shared.required("network_mode").asString()).isEqualTo("none");
        assertThat(shared.required("cap_drop").required(0).asString()).isEqualTo("ALL");
        assertThat(shared.required("user").asString()).startsWith("${OCTET_UID:-10001}");
        assertThat(shared.required("volumes").required(0).required("read_only").asBoolean())
                .isTrue();
        assertThat(shared.required("tmpfs").required(0).asString())
                .as("libraries are loaded from there")
                .startsWith("/tmp:exec");
        assertThat(file.required("services").propertyNames()).isEqualTo(Set.of("evaluate", "evaluate-gpu"));
        for (JsonNode service : file.required("services").values()) {
            assertThat(service.required("healthcheck")
                            .required("test")
                            .required(1)
                            .asString())
                    .isEqualTo(OctetImage.LAUNCHER);
            assertThat(service.required("image").asString()).matches("octet:\\$\\{OCTET_VERSION:-[^}]+}-(cpu|gpu)");
            assertThat(service.required("<<").asString()).isEqualTo("octet");
        }
    }
}
