package dev.carillon.core.config;

/** The kinds of faults that the reader finds. A code is never given to another kind; the table is in {@link Fault}. */
enum FaultCode {
    UNKNOWN_KEY("CARL-1001"),
    BAD_DURATION("CARL-1002"),
    BAD_TRIGGER("CARL-1003"),
    BAD_NUMBER("CARL-1004"),
    BAD_CHOICE("CARL-1005"),
    BAD_ZONE("CARL-1006"),
    BAD_NAME("CARL-1007"),
    UNKNOWN_REFERENCE("CARL-1008"),
    BAD_REFERENCE("CARL-1009"),
    UNKNOWN_TYPE("CARL-1010"),
    MISSING_TYPE("CARL-1011"),
    BAD_PART("CARL-1012"),
    UNKNOWN_STORE("CARL-1013"),
    UNKNOWN_EXECUTOR("CARL-1014"),
    DUPLICATE_ID("CARL-1015"),
    BAD_RENAME("CARL-1016"),
    UNREADABLE_VALUE("CARL-1017");

    private final String code;

    FaultCode(String code) {
        this.code = code;
    }

    String code() {
        return code;
    }
}
