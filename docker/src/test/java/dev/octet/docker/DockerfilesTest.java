package dev.octet.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DockerfilesTest {

    private static final String GOOD = """
            ARG BASE=a/b:1
            FROM ${BASE}
            RUN apt-get update \\
                && apt-get install -y --no-install-recommends x \\
                && rm -rf /var/lib/apt/lists/*
            COPY lib /opt/lib
            USER 10001:10001
            HEALTHCHECK CMD ["/x"]
            ENTRYPOINT ["/x"]
            """;

    @ParameterizedTest
    @EnumSource(ImageKind.class)
    void every_image_has_a_dockerfile_that_keeps_the_rules_on_the_base_that_is_named_once(ImageKind kind)
            throws IOException {
        DockerfileRules file = DockerfileRules.of(Files.readString(Path.of("Dockerfile." + kind.id())));
        assertThat(file.broken()).isEmpty();
        assertThat(file.base())
                .isEqualTo(BaseImages.at(Path.of("base-images.properties")).of(kind));
    }

    @ParameterizedTest
    @EnumSource(ImageKind.class)
    void a_dockerfile_makes_what_the_build_makes(ImageKind kind) throws IOException {
        DockerfileRules file = DockerfileRules.of(Files.readString(Path.of("Dockerfile." + kind.id())));
        assertThat(file.all("USER")).containsExactly(OctetImage.USER);
        assertThat(file.all("ENTRYPOINT")).containsExactly("[\"" + OctetImage.LAUNCHER + "\"]");
        assertThat(file.all("WORKDIR")).containsExactly("/data");
        assertThat(List.of(file.all("ENV").findFirst().orElseThrow().split(" ")))
                .containsExactlyElementsOf(OctetImage.environment().entrySet().stream()
                        .map(one -> one.getKey() + "=" + one.getValue())
                        .toList());
        String health = file.all("HEALTHCHECK").findFirst().orElseThrow();
        assertThat(health)
                .endsWith("CMD [\""
                        + String.join(
                                "\", \"",
                                kind.healthCommand()
                                        .subList(1, kind.healthCommand().size())) + "\"]");
    }

    @Test
    void there_is_no_other_dockerfile() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(""))) {
            assertThat(files.map(Path::toString).filter(name -> name.startsWith("Dockerfile")))
                    .containsExactlyInAnyOrderElementsOf(Stream.of(ImageKind.values())
                            .map(kind -> "Dockerfile." + kind.id())
                            .toList());
        }
    }

    @Test
    void a_good_file_breaks_no_rule() {
        assertThat(DockerfileRules.of(GOOD).broken()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a/b:1 | a/b | the base is not pinned",
                "a/b:1 | a/b:latest | the base is not pinned",
                "FROM ${BASE} | FROM debian:12 | the base is not pinned",
                "COPY lib | ADD lib | ADD unpacks and downloads; use COPY",
                "COPY lib | COPY . | all of the folder is copied",
                "USER 10001:10001 | USER root | the user is root or a name",
                "USER 10001:10001 | USER 0:0 | the user is root or a name",
                "HEALTHCHECK | LABEL | there is no health check",
                "ENTRYPOINT [\"/x\"] | ENTRYPOINT /x | the entry point is a line for a shell",
                "apt-get update | curl x | packages are installed from old lists",
                "rm -rf /var/lib/apt/lists/* | true | lists of packages are left",
                "--no-install-recommends | -q | more is installed than is needed",
                "RUN apt-get | RUN sudo apt-get | a download is run, or sudo"
            })
    void each_rule_is_seen_to_be_broken(String text, String instead, String rule) {
        assertThat(GOOD).contains(text);
        assertThat(DockerfileRules.of(GOOD.replace(text, instead)).broken()).containsExactly(rule);
    }
}
