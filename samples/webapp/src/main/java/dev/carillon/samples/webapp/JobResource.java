package dev.carillon.samples.webapp;

import dev.carillon.Scheduler;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** The jobs over HTTP. */
@Path("jobs")
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class JobResource {

    @Inject
    Scheduler scheduler;

    @Inject
    Reminders reminders;

    @Inject
    RecentEvents events;

    /** Lists all jobs, the next to fire first. */
    @GET
    public List<JobView> list() {
        return scheduler.jobs().stream().map(JobView::of).toList();
    }

    /** Returns one job. */
    @GET
    @Path("{id}")
    public JobView get(@PathParam("id") String id) {
        return JobView.of(scheduler.job(id));
    }

    /** Adds a job; with {@code ?rehearse=true} in a transaction that is rolled back. */
    @POST
    public Response add(Reminder reminder, @QueryParam("rehearse") @DefaultValue("false") boolean rehearse) {
        if (rehearse) {
            reminders.rehearse(reminder);
            return Response.noContent().build();
        }
        return Response.status(Response.Status.CREATED)
                .entity(JobView.of(reminders.set(reminder)))
                .build();
    }

    /** Pauses a job. */
    @POST
    @Path("{id}/pause")
    public JobView pause(@PathParam("id") String id) {
        return JobView.of(scheduler.pause(id));
    }

    /** Resumes a job. */
    @POST
    @Path("{id}/resume")
    public JobView resume(@PathParam("id") String id) {
        return JobView.of(scheduler.resume(id));
    }

    /** Runs a job once, now, and returns the id of the run. */
    @POST
    @Path("{id}/run")
    public RunView run(@PathParam("id") String id) {
        return new RunView(scheduler.runNow(id).toString());
    }

    /** Lists what happened to a job since this node started, the oldest first. */
    @GET
    @Path("{id}/events")
    public List<RecentEvents.EventView> events(@PathParam("id") String id) {
        return events.of(id);
    }

    /** Removes a job. */
    @DELETE
    @Path("{id}")
    public void remove(@PathParam("id") String id) {
        scheduler.remove(id);
    }

    /**
     * A run that was asked for.
     *
     * @param run its id
     */
    public record RunView(String run) {}
}
