package dev.carillon.tck.servers;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

/** The sample web application, seen from outside. */
final class WebappClient {

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI base;

    WebappClient(int port) {
        this.base = URI.create("http://127.0.0.1:" + port + "/webapp/api/");
    }

    /** Tells whether the application is up; a refused connection is an answer here, a failure of the application is not. */
    boolean answers() {
        try {
            HttpResponse<String> response = call("GET", "notes/nobody", "");
            if (response.statusCode() == 500) {
                throw new AssertionError("The application fails: " + response.body());
            }
            return response.statusCode() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    List<JsonObject> jobs() {
        return array(expect(200, "GET", "jobs", ""));
    }

    JsonObject job(String id) {
        return object(expect(200, "GET", "jobs/" + id, ""));
    }

    /** Asks for a job that may not be there, and returns the status. */
    int statusOf(String id) {
        return call("GET", "jobs/" + id, "").statusCode();
    }

    /** Adds a reminder and returns the status. */
    int add(String id, String person, String text, int count, Duration every) {
        return call("POST", "jobs", reminder(id, person, text, count, every)).statusCode();
    }

    /** Adds a reminder in a transaction that is rolled back, and returns the status. */
    int rehearse(String id, String person, String text, int count, Duration every) {
        return call("POST", "jobs?rehearse=true", reminder(id, person, text, count, every))
                .statusCode();
    }

    JsonObject pause(String id) {
        return object(expect(200, "POST", "jobs/" + id + "/pause", ""));
    }

    JsonObject resume(String id) {
        return object(expect(200, "POST", "jobs/" + id + "/resume", ""));
    }

    /** Runs a job now, and returns the id of the run. */
    String run(String id) {
        return object(expect(200, "POST", "jobs/" + id + "/run", "")).getString("run");
    }

    void remove(String id) {
        expect(204, "DELETE", "jobs/" + id, "");
    }

    List<JsonObject> events(String id) {
        return array(expect(200, "GET", "jobs/" + id + "/events", ""));
    }

    /** Returns the texts of the last thousand notes of an author, the newest first. */
    List<String> notes(String author) {
        return array(expect(200, "GET", "notes/" + author + "?limit=1000", "")).stream()
                .map(note -> note.getString("text"))
                .toList();
    }

    void write(String author, String text) {
        expect(204, "POST", "notes/" + author, text);
    }

    private String expect(int status, String method, String path, String body) {
        HttpResponse<String> response = call(method, path, body);
        if (response.statusCode() != status) {
            throw new AssertionError(method + " " + path + " gave " + response.statusCode() + ", not " + status + ": "
                    + response.body());
        }
        return response.body();
    }

    private HttpResponse<String> call(String method, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(base.resolve(path))
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", path.startsWith("notes") ? "text/plain" : "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path, e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(method + " " + path + " was interrupted", e);
        }
    }

    private static String reminder(String id, String person, String text, int count, Duration every) {
        return Json.createObjectBuilder()
                .add("id", id)
                .add("person", person)
                .add("text", text)
                .add("count", count)
                .add("every", every.toString())
                .build()
                .toString();
    }

    private static JsonObject object(String text) {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }

    private static List<JsonObject> array(String text) {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            return reader.readArray().getValuesAs(JsonObject.class);
        }
    }
}
