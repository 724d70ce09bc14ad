package dev.carillon.samples.webapp;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** The application's own data over HTTP: nothing of Carillon in here. */
@Path("notes/{author}")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class NoteResource {

    @Inject
    Notebook notebook;

    /** Lists the last notes of an author, the newest first. */
    @GET
    public List<NoteView> list(
            @PathParam("author") String author, @QueryParam("limit") @DefaultValue("100") int limit) {
        return notebook.lastOf(author, limit).stream().map(NoteView::of).toList();
    }

    /** Writes a note. */
    @POST
    @Consumes(MediaType.TEXT_PLAIN)
    public void write(@PathParam("author") String author, String text) {
        notebook.write(author, text);
    }

    /**
     * A note as a client sees it.
     *
     * @param id its id
     * @param author who wrote it
     * @param text what
     * @param writtenAt when, in UTC
     */
    public record NoteView(String id, String author, String text, String writtenAt) {

        static NoteView of(Note note) {
            return new NoteView(
                    note.id(), note.author(), note.text(), note.writtenAt().toString());
        }
    }
}
