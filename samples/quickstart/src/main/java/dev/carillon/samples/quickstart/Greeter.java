package dev.carillon.samples.quickstart;

import jakarta.enterprise.context.ApplicationScoped;

/** A bean whose method becomes a job while the application runs. */
@ApplicationScoped
public class Greeter {

    /** Greets somebody. */
    public String greet(String whom, int times) {
        return ("Hello " + whom + "! ").repeat(times).strip();
    }
}
