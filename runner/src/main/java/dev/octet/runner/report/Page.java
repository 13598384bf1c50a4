package dev.octet.runner.report;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;

/**
 * Renders a template. Its texts are escaped; its style and its script are resources, and a policy in the page allows that
 * script alone.
 */
final class Page {

    private static final String STYLE = "report.css";
    private static final String SCRIPT = "report.js";

    private Page() {}

    /**
     * The page, UTF-8.
     *
     * @param template name of the template
     * @param view what it shows
     */
    static byte[] render(String template, Object view) {
        TemplateEngine engine = TemplateEngine.createPrecompiled(ContentType.Html);
        String script = resource(SCRIPT);
        StringOutput output = new StringOutput();
        engine.render(
                template,
                Map.of("view", view, "style", resource(STYLE), "script", script, "policy", policy(script)),
                output);
        return (output.toString().strip() + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** Nothing from elsewhere; this script and no other. */
    private static String policy(String script) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
            return "default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'sha256-"
                    + Base64.getEncoder().encodeToString(digest) + "'; base-uri 'none'; form-action 'none'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String resource(String name) {
        try (InputStream stream = Page.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("the resource " + name + " is not there");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
