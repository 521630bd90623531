package dev.steward.release;

import org.springframework.stereotype.Component;

import dev.steward.workspace.WorkspaceId;

/** Where releases go, by what their audiences are now. */
@Component
class Reaches {
    private final Audiences audiences;
    private final ReleaseProperties properties;

    Reaches(Audiences audiences, ReleaseProperties properties) {
        this.audiences = audiences;
        this.properties = properties;
    }

    Reach of(WorkspaceId workspace, Content content) {
        return Reach.of(content,
                audiences.find(workspace, content.audiences().stream().map(Addressed::audience).toList()));
    }

    /** How many channels need no second person. */
    int wide() {
        return properties.wide();
    }
}
