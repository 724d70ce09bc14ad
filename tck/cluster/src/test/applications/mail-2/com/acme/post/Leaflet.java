package com.acme.post;

/** What is printed. It was a letter once, with a smaller number and in black. */
public record Leaflet(long number, String subject, String colour) {}
