package com.acme.mail;

/** What is printed. */
public record Letter(int number, String subject) {}
