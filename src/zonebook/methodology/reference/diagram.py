"""The life of a status as a picture: the state diagram that the transition table gives."""

from __future__ import annotations

from zonebook.regime import Life, Subject

_ALIASES = {(Subject.APPLICATION, "signing"): "agreement_signing", (Subject.AGREEMENT, "signing"): "agreement_signing"}
"""An application ends where its agreement begins: one state of two subjects, one box of the picture."""


def life_diagram(life: Life) -> str:
    """The mermaid diagram of the states and steps; a step is labelled with its code, which the table explains."""
    lines = ["stateDiagram-v2"]
    named: dict[str, str] = {}
    for state in life.states:
        named.setdefault(_box(state.subject, state.code), state.title.en)
    lines += [f'    state "{title}" as {box}' for box, title in named.items()]
    lines.append(f"    [*] --> {_box(Subject.APPLICATION, life.first_state(Subject.APPLICATION))}")
    for step in life.transitions:
        target = _box(step.subject, step.target)
        lines += [f"    {_box(step.subject, source)} --> {target}: {step.code}" for source in step.sources]
    ends = [state for state in life.states if state.is_final and (state.subject, state.code) not in _ALIASES]
    lines += [f"    {_box(state.subject, state.code)} --> [*]" for state in ends]
    return "\n".join(("```mermaid", *lines, "```"))


def _box(subject: Subject, state: str) -> str:
    return _ALIASES.get((subject, state), f"{subject}_{state}")
