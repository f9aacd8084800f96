"""Gradle's build files: Groovy with words of its own"""

from __future__ import annotations

from ..grammar import Grammar, words
from . import groovy

_WORDS = {
    "k": """allprojects artifacts buildscript configuration dependencies publishing repositories
    sourceSets subprojects""",
    "kt": """ArtifactResolutionQuery ComponentSelection ComponentSelectionRules Configuration
    ConventionProperty ExtensionAware ExtraPropertiesExtension Gradle IncrementalTaskInputs
    IvyArtifact IvyArtifactSet IvyModuleDescriptorSpec IvyPublication JavaToolChain MavenArtifact
    MavenArtifactSet MavenPom MavenPublication PluginDependenciesSpec PluginDependencySpec Project
    PublishingExtension ResolutionStrategy ResourceHandler Script Settings SourceSet SourceSetOutput
    Task TextResourceFactory""",
}

GRAMMAR = Grammar(
    groovy.states(
        words(
            "n",
            {
                token_class: f"{listed} {_WORDS.get(token_class, '')}"
                for token_class, listed in groovy.WORDS.items()
            },
        )
    )
)
tokens = GRAMMAR.tokens
