"""The languages that Rouge 4.5 knows, and where each comes from.

Rouge 3.30 lacks cisco_ios, cobol, codeowners, iecst, json5, mojo, p4, rml, svelte and some aliases,
and has `solidity`, which 4 dropped.
"""

from __future__ import annotations

# tag, or tag=alias,alias
_LANGUAGES = """
abap actionscript=as,as3 ada apache apex apiblueprint=apib applescript armasm augeas=aug awk
batchfile=bat,batch,dosbatch,winbatch bbcbasic bibtex=bib biml bpf brainfuck=bf
brightscript=bs,brs bsl c ceylon cfscript=cfc cisco_ios clean clojure=clj,cljs cmake cmhg cobol
codeowners coffeescript=coffee,coffee-script common_lisp=cl,common-lisp,elisp,emacs-lisp,lisp
conf=config,configuration console=terminal,shell_session,shell-session coq cpp=c++ crystal=cr
csharp=c#,cs css csvs cuda cypher cython=pyx,pyrex d=dlang dafny dart datastudio diff=patch,udiff
digdag docker=dockerfile,Dockerfile,containerfile,Containerfile dot=graphviz ecl eex=leex,heex
eiffel elixir=exs elm email=eml,e-mail epp erb=eruby,rhtml erlang=erl escape=esc factor fluent=ftl
fortran freefem=ff fsharp gdscript=gd ghc-cmm=cmm ghc-core gherkin=cucumber,behat glsl go=golang
gradle graphql groovy=nextflow,nf hack=hh haml=HAML handlebars=hbs,mustache haskell=hs haxe=hx hcl
hlsl hocon hql html http hylang=hy idlang idris=idr iecst igorpro ini io irb=pry irb_output
isabelle=isa,Isabelle isbl j janet=jdn java javascript=js jinja=django jsl json json-doc=jsonc
json5 jsonnet jsp jsx=react julia=jl kotlin lasso=lassoscript lean liquid
literate_coffeescript=litcoffee literate_haskell=lithaskell,lhaskell,lhs livescript=ls llvm lua
lustre lutin m68k magik make=makefile,mf,gnumake,bsdmake markdown=md,mkd mason
mathematica=wl,wolfram matlab=m meson minizinc mojo moonscript=moon mosel msgtrans mxml nasm
nesasm=nes nginx nial nim=nimrod nix=nixos objective_c=objc,obj-c,obj_c,objectivec,objective-c
objective_cpp=objcpp,obj-cpp,obj_cpp,objectivecpp,objc++,obj-c++,obj_c++,objectivec++ ocaml
ocl=OCL openedge=abl opentype_feature_file=fea,opentype,opentypefeature p4 pascal perl=pl
php=php3,php4,php5 plaintext=text plist plsql pony postscript=postscr,ps,eps
powershell=posh,microsoftshell,msshell praat prolog prometheus properties protobuf=proto puppet=pp
python=py q=kdb+ qml r=R,s,S racket reasonml rego rescript rml
robot_framework=robot,robot-framework ruby=rb rust=rs sas sass scala scheme scss sed
shell=bash,zsh,ksh,sh sieve slice slim smalltalk=st,squeak smarty sml=ml sparql sqf sql ssh stan
stata supercollider svelte swift systemd=unit-file syzlang syzprog tap tcl terraform=tf
tex=TeX,LaTeX,latex toml tsx ttcn3 tulip turtle twig typescript=ts vala vb=visualbasic
vcl=varnishconf,varnish velocity verilog vhdl viml=vim,vimscript,ex vue=vuejs wollok xml
xojo=realbasic xpath xquery yaml=yml yang zig=zir"""
# Languages that Pygments has under another name, or instead of which it has a similar one.
_IN_PYGMENTS = """
apex=java armasm=gas batchfile=bat biml=xml brightscript=vbnet cfscript=cfc common_lisp=cl
conf=aconf dafny=c# eex=ex epp=puppet ghc-cmm=c ghc-core=hs gradle=groovy hack=php
handlebars=html+handlebars hocon=json hql=sql json-doc=json jsx=js literate_coffeescript=coffee
literate_haskell=lhs m68k=gas make=basemake nesasm=gas objective_c=objc objective_cpp=objc++ p4=c
plist=xml plsql=sql rescript=reason robot_framework=robotframework slice=c svelte=html tsx=ts
vb=vbnet viml=vim vue=html xojo=vbnet xpath=xq"""
# Languages that Pygments does not have: plain text.
_PLAIN = """
apiblueprint bpf bsl cisco_ios cmhg codeowners csvs datastudio digdag escape fluent idlang iecst
isbl jsl lustre lutin magik minizinc msgtrans nial ocl opentype_feature_file plaintext prometheus
rml sqf ssh syzlang syzprog ttcn3 tulip wollok"""
# Languages whose tokens are adjusted, or that are made of others, by the file in `dialects/`.
_FILES = {
    "shell": "shell console irb irb_output",
    "data": "json yaml toml ini diff",
    "styles": "css scss",
    "javascript": "javascript typescript jsx tsx",
    "c_like": "java go c cpp csharp rust kotlin swift",
    "scripting": "python ruby sql r julia matlab haskell php php-inner",
    "templates": "liquid jinja twig erb docker make tex",
    "markup": "html xml markdown",
}

TAGS: dict[str, str] = {}  # by every name
for _entry in _LANGUAGES.split():
    _tag, _, _aliases = _entry.partition("=")
    TAGS[_tag] = _tag
    TAGS.update(dict.fromkeys(filter(None, _aliases.split(",")), _tag))
for _with in ("no_run", "ignore", "should_panic"):
    TAGS |= {f"rust,{_with}": "rust", f"rs,{_with}": "rust"}
LANGUAGES = frozenset(TAGS.values())
IN_PYGMENTS = {tag: tag for tag in LANGUAGES - set(_PLAIN.split())}
IN_PYGMENTS |= dict(entry.split("=") for entry in _IN_PYGMENTS.split())
DIALECTS = {tag: name for name, tags in _FILES.items() for tag in tags.split()}
